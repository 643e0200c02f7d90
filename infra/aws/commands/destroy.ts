import type { Context } from '../context.ts';
import { openState } from './connect.ts';

/** `npm run destroy`: unmakes the installation whose name the operator types, videos and all. The state's bucket stays. */
export async function destroy(context: Context): Promise<void> {
  const { installation, terraform, say } = context;
  say(`This unmakes ${installation.name} in ${installation.region}: programs, database, videos.`);
  say('With protect_data = true, AWS refuses what holds data: set it to false and `npm run deploy` first.');
  const typed = await context.ask(`Type ${installation.name} to go on: `);
  if (typed.trim() !== installation.name) throw new Error('Not typed: nothing was unmade.');
  await openState(context);
  await terraform.destroy();
}
