/** Every kind of address under which a video's media is served, as a player finds them. */
import { sharedStack } from '../shared-stack.ts';

export interface MediaRoots {
  readonly hlsUrl: string | null;
  readonly manifestUrl: string | null;
  readonly thumbnailUrl: string | null;
  readonly storyboardUrl: string | null;
}

const urisOf = (playlist: string): readonly string[] => [
  ...[...playlist.matchAll(/^[^#\n].*$/gm)].map(([line]) => line),
  ...[...playlist.matchAll(/URI="([^"]+)"/g)].map(([, uri = '']) => uri),
];
const absolute = (uri: string) => new URL(uri, sharedStack().url).href;

async function readText(url: string): Promise<string> {
  const answer = await fetch(url);
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${new URL(url).pathname} answered ${answer.status}`);
  return text;
}

/** By kind: playlists, init and last segments of every track, pictures, captions. */
export async function findMediaAddresses(roots: MediaRoots): Promise<Readonly<Record<string, string>>> {
  const found: Record<string, string> = {};
  const note = (url: string) => {
    found[new URL(url).pathname.replace(/^\/media\/[^/]+\//, '')] = url;
  };
  const { hlsUrl, manifestUrl, thumbnailUrl, storyboardUrl } = roots;
  for (const url of [hlsUrl, manifestUrl, thumbnailUrl, storyboardUrl]) if (url) note(url);
  for (const uri of urisOf(await readText(hlsUrl ?? ''))) {
    const playlist = absolute(uri);
    note(playlist);
    const inside = urisOf(await readText(playlist));
    for (const file of [inside[0], inside.at(-1)]) if (file) note(absolute(file));
  }
  const storyboard = await readText(storyboardUrl ?? '');
  for (const [, sheet = ''] of storyboard.matchAll(/^(\S+)#xywh=/gm)) note(absolute(sheet));
  return found;
}

/** What the gate says to each; a redirect is not followed: the way to the bytes is the answer. */
export async function askGate(
  addresses: Readonly<Record<string, string>>,
): Promise<Readonly<Record<string, number>>> {
  const answers: Record<string, number> = {};
  for (const [name, url] of Object.entries(addresses)) {
    const answer = await fetch(url, { redirect: 'manual' });
    await answer.body?.cancel();
    answers[name] = answer.status;
  }
  return answers;
}
