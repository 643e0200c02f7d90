import type { Context } from '../context.ts';
import { checkBefore, ensureStateBucket } from '../preflight.ts';
import type { Outputs } from '../terraform.ts';

/** Opens this installation's state, of which a checkout holds one at a time, and makes sure that there is a place for it. */
export async function openState({ runner, aws, terraform, installation, say }: Context): Promise<void> {
  const account = await checkBefore(runner, aws, installation);
  say(`${installation.name} in ${installation.region}, account ${account.id}, as ${account.arn}`);
  await terraform.init(await ensureStateBucket(runner, aws, installation, account));
}

/** Opens the state and tells what it holds, for commands that make nothing. */
export async function readOutputs(context: Context): Promise<Outputs> {
  await openState(context);
  return context.terraform.outputs();
}
