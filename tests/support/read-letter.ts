/** A letter as it travels, read back: just enough of MIME for plain text. */

export interface ReadLetter {
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

const hexByte = /=([0-9A-F]{2})/g;

const decodeBytes = (text: string): string =>
  Buffer.from(
    text.replace(hexByte, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString();

function decodeBody(body: string, encoding: string): string {
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString();
  return encoding === 'quoted-printable' ? decodeBytes(body.replace(/=\n/g, '')) : body;
}

/** `=?UTF-8?Q?…?=`, where a header holds more than ASCII. */
const decodeHeader = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, '?==?')
    .replace(/=\?UTF-8\?(Q|B)\?(.*?)\?=/gi, (_, kind: string, word: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(word, 'base64').toString()
        : decodeBytes(word.replaceAll('_', ' ')),
    );

/** Header names become lower case. */
export function readLetter(raw: string): ReadLetter {
  const lines = raw.replaceAll('\r\n', '\n');
  const end = lines.indexOf('\n\n');
  const unfolded = lines.slice(0, end).replace(/\n[ \t]+/g, ' ');
  const headers = Object.fromEntries(
    unfolded.split('\n').map((line) => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon).toLowerCase(), decodeHeader(line.slice(colon + 1).trim())];
    }),
  );
  return { headers, text: decodeBody(lines.slice(end + 2), headers['content-transfer-encoding'] ?? '') };
}
