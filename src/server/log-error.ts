/** What a log keeps of an error. */
export interface LoggedError {
  readonly type: string;
  /** Its own sentence and those of its causes, outermost first. */
  readonly message: string;
  readonly code?: string;
  /** The first place in our own code, from the top of the checkout. */
  readonly at?: string;
}

/** Drizzle's error holds the statement, and the driver's beneath it the values: only its code is for a log. */
const failedStatement = /^Failed query: /;
const ownFrame = /^(?!.*node_modules).*\/((?:src|transcoder)\/[^\s():]+:\d+):\d+\)?$/m;

const codeOf = (error: Error): string | undefined => {
  const code: unknown = 'code' in error ? error.code : undefined;
  return typeof code === 'string' ? code : undefined;
};

function sentenceOf(error: Error): string {
  if (failedStatement.test(error.message)) return 'a query failed';
  if ('sqlMessage' in error) return codeOf(error) ?? error.name;
  return error.message;
}

/** No stack, no statement and no value: what a log needs is what failed, why, and where to look. */
export function toLoggedError(error: unknown): LoggedError {
  if (!(error instanceof Error)) return { type: typeof error, message: String(error) };
  const chain: Error[] = [];
  for (let at: unknown = error; at instanceof Error && !chain.includes(at); at = at.cause) chain.push(at);
  const sentences = chain.map(sentenceOf).filter((text, index, all) => text && all.indexOf(text) === index);
  const code = chain.map(codeOf).find((found) => found !== undefined);
  const place = chain
    .map(({ stack }) => ownFrame.exec(stack ?? '')?.[1])
    .find((found) => found !== undefined);
  return {
    type: error.name,
    message: sentences.join(': '),
    ...(code && { code }),
    ...(place && { at: place }),
  };
}
