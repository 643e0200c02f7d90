/** The commands of the local stack. Started by bootstrap.mjs, on Node 24. */
import { audit } from './commands/audit.ts';
import { clean } from './commands/clean.ts';
import { dlq } from './commands/dlq.ts';
import { down } from './commands/down.ts';
import { help } from './commands/help.ts';
import { up } from './commands/up.ts';

const flagsOf: Readonly<Record<string, readonly string[]>> = {
  up: ['--detach', '--demo'],
  dev: ['--detach', '--demo'],
  reset: ['--detach', '--demo'],
  down: ['--wipe'],
};

async function main(command: string, args: readonly string[]): Promise<void> {
  if (command === 'dlq' || command === 'audit') {
    process.exitCode = await (command === 'dlq' ? dlq : audit)(args);
    return;
  }
  const unknown = args.find((arg) => !flagsOf[command]?.includes(arg));
  if (unknown !== undefined)
    throw new Error(`\`${command}\` does not know "${unknown}"; \`npm run help\` lists what there is.`);
  const flags = { detach: args.includes('--detach'), demo: args.includes('--demo') };
  switch (command) {
    case 'up':
      return up({ mode: 'production', ...flags });
    case 'dev':
      return up({ mode: 'development', ...flags });
    case 'reset':
      await down({ wipe: true });
      return up({ mode: 'production', ...flags });
    case 'down':
      return down({ wipe: args.includes('--wipe') });
    case 'clean':
      return clean();
    case 'help':
      return help();
    default:
      throw new Error(`There is no command "${command}"; \`npm run help\` lists what there is.`);
  }
}

const [command = 'help', ...args] = process.argv.slice(2);
try {
  await main(command, args);
  // Sockets of clients that linger must not keep a finished command alive.
  process.exit();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
