/** What must never be read in a log, by its form: callers log codes and ids, but errors of libraries quote what they like. */
const HIDDEN = '[hidden]';

type Rule = readonly [pattern: RegExp, replacement: string];

const secretName = String.raw`[\w-]*(?:password|secret|token|authorization|cookie|ticket|signature|apikey)[\w-]*`;

const rules: readonly Rule[] = [
  // "password":"…", at any depth, and the same inside a text that quotes JSON.
  [new RegExp(String.raw`("${secretName}"\s*:\s*)"(?:[^"\\]|\\.)*"`, 'gi'), `$1"${HIDDEN}"`],
  [new RegExp(String.raw`(\\"${secretName}\\"\s*:\s*\\")[^"\\]*`, 'gi'), `$1${HIDDEN}`],
  // Signed addresses of S3, grants of the gate and links of letters.
  [
    /((?:X-Amz-(?:Signature|Credential|Security-Token)|[?&](?:g|token|code|key|signature))=)[^&"\\\s]+/gi,
    `$1${HIDDEN}`,
  ],
  [/\b((?:Bearer|Basic)\s+)[^"\\\s,]{8,}/gi, `$1${HIDDEN}`],
  // A worker's scheme is also a word of our own: "worker launched" is no secret, an id with what follows its dot is.
  [/\b(Worker\s+[\w-]+\.)[^"\\\s,]+/gi, `$1${HIDDEN}`],
  // Tokens of next-auth, API keys, passwords in addresses of services.
  [/\beyJ[\w-]{8,}\.[\w.-]*/g, HIDDEN],
  [/\bslk_[\w-]+/g, HIDDEN],
  [/(:\/\/[^\s"\\/:@]*:)[^\s"\\/@]+@/g, `$1${HIDDEN}@`],
  // Drizzle quotes the statement and what it sent along with it.
  [/(Failed query: )(?:[^"\\]|\\.)*/g, `$1${HIDDEN}`],
];

/** One line of a log without secrets. The line is JSON before and afterwards. */
export function redactLine(line: string): string {
  return rules.reduce((text, [pattern, replacement]) => text.replace(pattern, replacement), line);
}
