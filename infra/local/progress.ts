/** What `up` tells the person who waits: one line per step, with its seconds. */

export type Say = (line: string) => void;

export const sayToTerminal: Say = (line) => process.stdout.write(`${line}\n`);

/** After this a silent step looks hung; a long build or download says that it is still at it. */
const reminderSeconds = 15;

/** Runs one step and reports it. `work` may return a word on what it did ("cached"). */
export async function step<Result>(say: Say, title: string, work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const seconds = () => ((performance.now() - started) / 1000).toFixed(1);
  const reminder = setInterval(() => say(`  ${title} … ${seconds()} s`), reminderSeconds * 1000);
  try {
    const result = await work();
    say(`✓ ${title}${typeof result === 'string' ? ` (${result})` : ''}  ${seconds()} s`);
    return result;
  } catch (error) {
    say(`✗ ${title}  ${seconds()} s`);
    throw error;
  } finally {
    clearInterval(reminder);
  }
}
