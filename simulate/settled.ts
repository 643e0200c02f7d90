import { deadLetterTopic, topics } from '../src/lib/domain/events.ts';
import { present } from '../src/lib/domain/presentation.ts';
import type { MemoryDatabase } from '../src/server/adapters/memory/memory-database.ts';
import type { BindingRow } from '../src/server/db/schema/bindings.ts';
import { bindings } from '../src/server/db/schema/bindings.ts';
import { outbox } from '../src/server/db/schema/outbox.ts';
import { tasks } from '../src/server/db/schema/tasks.ts';
import { uploadSessions } from '../src/server/db/schema/upload-sessions.ts';
import { type VideoRow, videos } from '../src/server/db/schema/videos.ts';
import { workers } from '../src/server/db/schema/workers.ts';
import { buckets, type World } from './world.ts';

/** Topics whose every message must have its effect once. */
const workTopics = [topics.uploads, topics.transcodes] as const;

/** What is still open when all should have ended: empty, or one line for each thing that is stuck. */
export async function findOpen(world: World, db: MemoryDatabase['db']): Promise<readonly string[]> {
  const open: string[] = [];
  for (const row of await db.select().from(videos)) {
    const script = world.scripts.get(row.id);
    if (script?.isCompleted && !isEnded(row)) open.push(`promise 1: video ${row.id} is ${row.status}`);
    if (['queued', 'processing'].includes(row.status) && !script?.isCompleted)
      open.push(`promise 1: video ${row.id} is ${row.status}`);
  }
  for (const row of await db.select().from(tasks))
    if (row.status === 'waiting' || row.status === 'leased')
      open.push(`promise 1: task ${row.id} (${row.kind}) is ${row.status}`);
  const unsent = (await db.select().from(outbox)).filter(({ publishedAt }) => !publishedAt);
  if (unsent.length > 0) open.push(`promise 3: ${unsent.length} messages were never sent`);
  for (const topic of [...workTopics, topics.s3]) {
    const lag = world.topics.lagOf(topic);
    if (lag > 0) open.push(`promise 3: ${lag} messages of ${topic} wait`);
  }
  for (const row of await db.select().from(workers))
    if (row.status !== 'exited') open.push(`promise 2: worker ${row.id} is ${row.status} without work`);
  if (world.owners.size > 0) open.push('promise 1: an owner waits for an answer');
  return open;
}

/** Sessions that were opened and lost before their owner knew of them. */
const neverUploaded: readonly string[] = ['uploading', 'failed', 'cancelled'];
const isEnded = ({ status }: VideoRow) => ['ready', 'failed', 'cancelled', 'deleted'].includes(status);

/** What must hold of the end of every life. */
export async function judgeEnd(world: World, db: MemoryDatabase['db']): Promise<void> {
  const bound = Map.groupBy(await db.select().from(bindings), ({ videoId }) => videoId);
  for (const row of await db.select().from(videos)) judgeVideo(world, row, bound.get(row.id) ?? []);
  judgeMessages(world);
}

/** Days later: what nobody went on with is closed, what belongs to nothing is gone, and what counts still stands. */
export async function judgeSwept(world: World, db: MemoryDatabase['db']): Promise<void> {
  for (const { key } of world.store.multiparts.values())
    world.violate(3, `an upload of ${key} lies open in the store for ever`);
  for (const row of await db.select().from(uploadSessions))
    if (row.status === 'open') world.violate(3, `upload ${row.id} is open for ever`);
  const rows = new Map((await db.select().from(videos)).map((row) => [row.id, row]));
  for (const bucket of Object.values(buckets)) {
    for (const key of world.store.keysOf(bucket, '')) {
      const row = rows.get(key.slice(0, key.indexOf('/')));
      if (!row || row.status === 'deleted')
        world.violate(3, `${bucket}/${key} is of no video and was never swept`);
    }
  }
  await judgeEnd(world, db);
}

function judgeVideo(world: World, row: VideoRow, bound: readonly BindingRow[]): void {
  const script = world.scripts.get(row.id);
  if (!script) {
    if (!neverUploaded.includes(row.status))
      world.violate(1, `video ${row.id}, never uploaded, is ${row.status}`);
    return;
  }
  if (script.isDeleted && row.status !== 'deleted')
    world.violate(1, `deleted video ${row.id} is ${row.status}`);
  // Given up in mid-upload by a person whose browser died: the sweeper closes it when its time is over.
  const isAbandoned = !script.isCompleted && world.ledger.cancelledFrom(row.id) === 'uploading';
  if (row.status === 'cancelled' && !isAbandoned && !script.asked.has('cancel'))
    world.violate(1, `video ${row.id} is cancelled and nobody asked for it`);
  if (row.status === 'deleted' && !script.asked.has('delete'))
    world.violate(1, `video ${row.id} is deleted and nobody asked for it`);
  if (row.status === 'failed' && !row.errorCode) world.violate(1, `video ${row.id} failed without a reason`);
  if (row.status === 'ready') judgeReady(world, row, bound);
}

/** Whole, by what is stored: every segment that the manifests name is there once, and is the bound one. */
function judgeReady(world: World, row: VideoRow, bound: readonly BindingRow[]): void {
  if (world.scripts.get(row.id)?.isRubbish) world.violate(1, `rubbish became ready: ${row.id}`);
  const whole = row.plan && present(row.plan, row.audioSegmentCount, bound);
  if (!whole || whole.video.length !== row.plan?.rungs.length)
    world.violate(2, `ready video ${row.id} lacks segments`);
  const media = world.store.keysOf(buckets.media, `${row.id}/`);
  const playlists = media.filter((key) => key.endsWith('/playlist.m3u8'));
  const named = new Set(playlists.flatMap((key) => readUris(world, key)));
  for (const { objectKey } of bound) {
    if (!media.includes(objectKey)) world.violate(2, `bound object ${objectKey} is not stored`);
    if (!named.delete(objectKey)) world.violate(2, `bound object ${objectKey} is in no playlist`);
  }
  for (const key of named) world.violate(2, `a playlist names ${key}, which is not bound`);
  for (const key of [row.hlsKey, row.dashKey])
    if (!key || !media.includes(key))
      world.violate(2, `ready video ${row.id} lacks ${key ?? 'its manifest'}`);
}

function readUris(world: World, playlist: string): string[] {
  const text = String(world.store.get({ bucket: buckets.media, key: playlist })?.body ?? '');
  const folder = playlist.slice(0, playlist.lastIndexOf('/'));
  const inits = [...text.matchAll(/URI="([^"]+)"/g)].map(([, uri]) => uri);
  const segments = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return [...inits, ...segments].map((uri) => `${folder}/${uri}`);
}

/** Every message had its effect, or lies with its cause where people find it. */
function judgeMessages(world: World): void {
  for (const topic of workTopics) {
    const dead = world.topics.read(deadLetterTopic(topic)).map(({ value }) => value);
    const deadValues = new Set(dead.map((value) => readDead(world, value)));
    for (const { value } of world.topics.read(topic)) {
      const isPoison = world.poison.has(value);
      if (isPoison !== deadValues.has(value))
        world.violate(3, isPoison ? 'a poison message is gone' : `a good message is given up: ${value}`);
      if (isPoison) continue;
      const { id } = JSON.parse(value);
      if (!world.ledger.isNoted('orchestrator', id))
        world.violate(3, `message ${id} of ${topic} had no effect`);
    }
  }
}

function readDead(world: World, json: string): string {
  const { error, value }: { error?: string; value?: string } = JSON.parse(json);
  if (!error || value === undefined) world.violate(3, 'a dead letter does not say why');
  return value ?? '';
}
