/** `npm run audit -- verify [<position>:<hash>]` */
import { createAuditTool } from '../audit-container.ts';
import { auditEnvSchema, readEnv } from '../env.ts';
import type { ChainHead } from './chain.ts';

const usage = `npm run audit -- verify                      follows the audit log's chain from its first row to its last
npm run audit -- verify <position>:<hash>    the same, and whether that row still has that hash`;

const say = (text: string) => process.stdout.write(`${text}\n`);

function readNoted(text: string | undefined): ChainHead | undefined {
  if (text === undefined) return undefined;
  const [, position, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (!position || !hash) throw new Error(usage);
  return { position: Number(position), hash };
}

async function run({ verify }: ReturnType<typeof createAuditTool>, args: readonly string[]): Promise<void> {
  const [command, noted, ...rest] = args;
  if (command !== 'verify' || rest.length > 0) throw new Error(usage);
  const { checked, older, head, broken } = await verify(readNoted(noted));
  if (older > 0) say(`${older} rows are older than the chain: nothing is known of them.`);
  if (broken) throw new Error(`${broken.sentence}\nUp to there ${checked} rows are as they were written.`);
  say(`All ${checked} rows of the chain are as they were written.`);
  say(`Note this elsewhere, to check against later: ${head.position}:${head.hash}`);
}

let close: () => Promise<void> = () => Promise.resolve();
try {
  const tool = createAuditTool(readEnv(auditEnvSchema));
  close = tool.close;
  await run(tool, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await close();
}
