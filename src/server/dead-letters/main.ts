/** `npm run dlq -- list | show <id> | replay <id>… | replay --all | discard <id>…` */
import { createDeadLetters } from '../dlq-container.ts';
import { deadLettersEnvSchema, readEnv } from '../env.ts';
import { formatLetter, formatLine } from './format-letter.ts';

const usage = `npm run dlq -- list              what could not be handled
npm run dlq -- show <id>         all of it, with the error
npm run dlq -- replay <id>…      back on its topic, once its cause is mended; --all for every one
npm run dlq -- discard <id>…     nobody will handle it`;

const say = (text: string) => process.stdout.write(`${text}\n`);

async function run(letters: ReturnType<typeof createDeadLetters>['letters'], args: readonly string[]) {
  const [command = '', ...ids] = args;
  if (command === 'list') {
    const open = await letters.list();
    for (const letter of open) say(formatLine(letter));
    return say(open.length === 0 ? 'There are no open dead letters.' : `${open.length} open`);
  }
  if (ids.length === 0 || !['show', 'replay', 'discard'].includes(command)) throw new Error(usage);
  const isAll = command === 'replay' && ids[0] === '--all';
  for (const id of isAll ? (await letters.list()).map((letter) => letter.id) : ids) {
    if (command === 'show') say(formatLetter(await letters.need(id)));
    else if (command === 'replay') await letters.replay(id);
    else await letters.discard(id);
    if (command !== 'show') say(`${command === 'replay' ? 'replayed' : 'discarded'} ${id}`);
  }
}

let close: () => Promise<void> = () => Promise.resolve();
try {
  const program = createDeadLetters(readEnv(deadLettersEnvSchema));
  close = program.close;
  await run(program.letters, process.argv.slice(2));
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
} finally {
  await close();
}
