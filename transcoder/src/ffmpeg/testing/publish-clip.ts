import { Readable } from 'node:stream';
import pino from 'pino';
import { ulid } from 'ulid';
import { planGrid } from '../../../../src/lib/domain/grid.ts';
import { REORDER_FRAMES } from '../../../../src/lib/domain/ladder.ts';
import type { PlannedRung } from '../../../../src/lib/domain/plan.ts';
import type { BoundTrack, LeasedTaskOf } from '../../../../src/lib/domain/worker-protocol.ts';
import { noHeadStart } from '../../head-start.ts';
import type { MediaStore } from '../../media-store.ts';
import { runAudio } from '../../tasks/audio.ts';
import { runEncode } from '../../tasks/encode.ts';
import { type TaskContext, withDirectory } from '../../tasks/task-context.ts';
import { probeSource } from '../probe-source.ts';
import { serveFile } from './serve-file.ts';

const rungOf = (name: string, width: number, height: number): PlannedRung => ({
  ...{ name, width, height, crf: 24, maxrateBps: 900_000, preset: 'veryfast', tuning: '' },
  ...{ via: 'encode', reorderFrames: REORDER_FRAMES },
});

/** A whole video as `verify` finds it: what is stored by key, and what is bound. */
export interface Published {
  readonly plan: LeasedTaskOf<'verify'>['plan'];
  readonly tracks: BoundTrack[];
  readonly objects: Map<string, Uint8Array>;
}

/** Runs the product's own tasks over a clip, all checks of before the upload included; S3 is a map. */
export async function publishClip(
  path: string,
  folder: string,
  segmentSeconds = 1,
  wantedSegment?: number,
): Promise<Published> {
  await using server = await serveFile(path);
  const facts = await probeSource({ url: server.url, sizeBytes: 1 });
  const grid = planGrid(facts.video.frameRate, facts.durationSeconds, segmentSeconds);
  const rungs = [rungOf('144p', 256, 144), rungOf('72p', 128, 72)];
  const audio = facts.audio ? { bitrateBps: 96_000, segmentSeconds, loudness: null } : null;
  const objects = new Map<string, Uint8Array>();
  const { segmentCount } = grid;
  const names = rungs.map(({ name }) => name);
  // In the ladder's order, whichever of them closes its first segment first.
  const tracks = new Map<string, BoundTrack>(
    names.map((track) => [track, { track, segmentCount, objects: [] }]),
  );
  const head = {
    ...{ taskId: ulid(), videoId: ulid(), epoch: 1, mediaBucket: 'media', isUrgent: false, facts },
    source: { bucket: 'source', key: 'source', etag: 'etag', sizeBytes: 1 },
    plan: { grid, rungs, audio, content: null },
  };
  const context: TaskContext = {
    inputUrl: server.url,
    directory: `${folder}/${head.videoId}`,
    store: storeIn(objects),
    threads: 2,
    headStart: noHeadStart,
    log: pino({ level: 'silent' }),
    tools: { signal: new AbortController().signal },
    settle: () => undefined,
    tellProgress: () => undefined,
    async tellBound({ track, number, key, sizeBytes, sha256, durationTicks }) {
      const bound = tracks.get(track) ?? { track, segmentCount, objects: [] };
      // The first binding stands.
      if (!bound.objects.some((object) => object.number === number))
        bound.objects.push({ number, key, sizeBytes, sha256, durationTicks });
      tracks.set(track, bound);
    },
  };
  const wanted = wantedSegment === undefined ? {} : { wantedSegment };
  const chunk = { ...head, ...wanted, kind: 'encode', rungs: names, firstSegment: 0, segmentCount } as const;
  await withDirectory(context.directory, () => runEncode({ ...chunk, bound: {} }, context));
  if (audio) {
    const result = await withDirectory(context.directory, () =>
      runAudio({ ...head, kind: 'audio', bound: [] }, context),
    );
    const sound = tracks.get('audio');
    if (sound && result.kind === 'audio') sound.segmentCount = result.segmentCount;
  }
  return { plan: head.plan, tracks: [...tracks.values()], objects };
}

/** A store in memory, as far as tasks use it. */
export function storeIn(objects: Map<string, Uint8Array>): MediaStore {
  return {
    readSource: () => Promise.reject(new Error('the source is served')),
    readSmall: () => Promise.reject(new Error('no task of these reads segments')),
    async read(_bucket, key) {
      const bytes = objects.get(key);
      return bytes && { body: Readable.from([Buffer.from(bytes)]), sizeBytes: bytes.length };
    },
    async writeByContent(_bucket, key, body) {
      objects.set(key, body);
    },
    async writeOnce(_bucket, key, body) {
      if (!(body instanceof Uint8Array)) throw new Error('segments come from memory');
      if (!objects.has(key)) objects.set(key, body);
    },
  };
}
