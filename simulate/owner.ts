import { AppError } from '../src/lib/domain/errors.ts';
import { topics } from '../src/lib/domain/events.ts';
import { sourceKey } from '../src/lib/domain/object-keys.ts';
import type { SourceFacts } from '../src/lib/domain/source-facts.ts';
import type { Viewer } from '../src/server/accounts/viewer.ts';
import { type Program, startProgram } from './program.ts';
import { drawFacts } from './scripted-media.ts';
import { insist } from './web.ts';
import { buckets, type World } from './world.ts';

/** What is known of a video outside of the product. */
export interface Script {
  readonly facts: SourceFacts;
  /** No media at all: it must end as failed. */
  readonly isRubbish: boolean;
  /** `complete` or `confirm` has answered. */
  isCompleted: boolean;
  /** What its owner asked for, whether or not it was answered. */
  readonly asked: Set<'cancel' | 'retry' | 'delete'>;
  isDeleted: boolean;
}

/** A person with a browser: uploads one video, looks on, and sometimes changes their mind. */
export function startOwner(world: World, number: number): Program {
  const program = startProgram(world, `owner ${number}`);
  const { chance } = world;
  const viewer: Viewer = {
    userId: program.clock.newId(),
    sessionId: program.clock.newId(),
    email: `${number}@example.org`,
    name: `Owner ${number}`,
    role: 'user',
  };
  const body = Buffer.from(`a source of ${number}, ${chance.next()}`);
  const file = { filename: 'walk.mp4', fileSize: body.length, contentType: 'video/mp4' };

  async function insistOn<T>(what: string, handle: Parameters<typeof insist<T>>[3]): Promise<T> {
    return insist(world, program, what, handle);
  }

  function writeScript(videoId: string): Script {
    const script: Script = {
      facts: drawFacts(chance, world.hasCopies),
      isRubbish: chance.chance(0.05),
      isCompleted: false,
      asked: new Set(),
      isDeleted: false,
    };
    world.scripts.set(videoId, script);
    return script;
  }

  /** S3 tells of the new object, or does not. */
  function notify(videoId: string): void {
    if (chance.chance(world.weather().lostNotice)) return;
    const source = world.store.get({ bucket: buckets.source, key: sourceKey(videoId) });
    if (!source) return;
    const object = { key: sourceKey(videoId), size: source.body.length, eTag: source.etag };
    const record = { eventName: 'ObjectCreated:Put', s3: { bucket: { name: buckets.source }, object } };
    const value = JSON.stringify({ Records: [record] });
    world.timeline.after(chance.between(10, 5_000), () => {
      world.topics.append(topics.s3, { key: videoId, value });
    });
  }

  async function upload(): Promise<string> {
    const { videoId, uploadId } = await insistOn('creates an upload', (web) =>
      web.uploads.create(viewer, file),
    );
    await insistOn('has its part signed', (web) => web.uploads.signParts(viewer, uploadId, [1]));
    const script = writeScript(videoId);
    const [held] = [...world.store.multiparts].filter(([, open]) => open.key === sourceKey(videoId));
    const address = { bucket: buckets.source, key: sourceKey(videoId), s3UploadId: held?.[0] ?? '' };
    world.store.putPart(address, 1, body);
    await insistOn('completes the upload', async (web) => {
      const answer = await web.uploads.complete(viewer, uploadId);
      notify(videoId);
      return answer;
    });
    script.isCompleted = true;
    return videoId;
  }

  async function uploadInOne(): Promise<string> {
    const { videoId } = await insistOn('asks for a URL', (web) => web.uploads.createSinglePut(viewer, file));
    const script = writeScript(videoId);
    world.store.put({ bucket: buckets.source, key: sourceKey(videoId) }, body, 'video/mp4');
    notify(videoId);
    await insistOn('confirms the upload', (web) => web.uploads.confirm(viewer, videoId));
    script.isCompleted = true;
    return videoId;
  }

  /** Asks for something that may be refused by now. */
  async function ask(videoId: string, what: 'cancel' | 'retry' | 'delete'): Promise<void> {
    world.scripts.get(videoId)?.asked.add(what);
    try {
      await insistOn(`asks to ${what} ${videoId.slice(-4)}`, async (web) => {
        if (what === 'delete') await web.videos.remove(viewer, videoId, true);
        else await web.videos[what](viewer, videoId);
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      world.tell(program.name, `is refused: ${error.code}`);
    }
  }

  async function live(): Promise<void> {
    await program.sleep(chance.between(0, 20_000));
    const videoId = await (chance.chance(0.7) ? upload() : uploadInOne());
    if (chance.chance(0.3)) {
      await program.sleep(chance.between(0, 40_000));
      await ask(videoId, 'cancel');
    }
    if (chance.chance(0.4)) {
      await program.sleep(chance.between(0, 60_000));
      await ask(videoId, 'retry');
    }
    if (chance.chance(0.1)) {
      await program.sleep(chance.between(0, 60_000));
      await ask(videoId, 'delete');
      const script = world.scripts.get(videoId);
      if (script) script.isDeleted = true;
    }
  }

  world.owners.add(program);
  program.onDeath(() => world.owners.delete(program));
  void live().then(
    () => program.kill('goes home'),
    (error: unknown) => program.kill(`gives up: ${String(error)}`),
  );
  return program;
}
