/**
 * Makes one question of all that are asked in the same turn of the event loop: a change wakes every reader of it at
 * once, and each has to be judged anew.
 * @param askAll of all of them, each once; what it throws is thrown to everybody who asked
 */
export function askTogether<Subject, Answer>(
  keyOf: (subject: Subject) => string,
  askAll: (subjects: readonly Subject[]) => Promise<ReadonlyMap<string, Answer>>,
): (subject: Subject) => Promise<Answer | undefined> {
  let waiting:
    | { readonly subjects: Map<string, Subject>; readonly answers: Promise<ReadonlyMap<string, Answer>> }
    | undefined;

  function gather() {
    const subjects = new Map<string, Subject>();
    const answers = new Promise<void>((go) => setImmediate(go)).then(() => {
      waiting = undefined;
      return askAll([...subjects.values()]);
    });
    return { subjects, answers };
  }

  return async (subject) => {
    waiting ??= gather();
    waiting.subjects.set(keyOf(subject), subject);
    return (await waiting.answers).get(keyOf(subject));
  };
}
