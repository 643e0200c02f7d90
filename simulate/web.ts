import { AppError } from '../src/lib/domain/errors.ts';
import { createMediaAccess } from '../src/server/delivery/media-access.ts';
import { createLeaseService } from '../src/server/transcodes/lease-service.ts';
import { createWorkerRegistry } from '../src/server/transcodes/worker-registry.ts';
import { createUploadService } from '../src/server/uploads/service.ts';
import { createVideoService } from '../src/server/videos/service.ts';
import { type Program, startProgram } from './program.ts';
import { createQuietLog } from './quiet-log.ts';
import { buckets, type World } from './world.ts';

export interface Web {
  readonly program: Program;
  readonly uploads: ReturnType<typeof createUploadService>;
  readonly videos: ReturnType<typeof createVideoService>;
  readonly leases: ReturnType<typeof createLeaseService>;
  readonly registry: ReturnType<typeof createWorkerRegistry>;
}

/** One replica of web: the services behind its procedures. */
export function startWeb(world: World, name: string): Web {
  const program = startProgram(world, name);
  const { db, clock, store } = program;
  const media = createMediaAccess({ secret: 'simulated', publicUrl: 'http://sluice', clock });
  const log = createQuietLog((what) => world.tell(name, what));
  return {
    program,
    uploads: createUploadService({
      db,
      clock,
      store,
      sourceBucket: buckets.source,
      settings: async () => ({
        rules: { maxBytes: 1_000_000_000, maxPostBytes: 1_000_000_000 },
        limits: { totalBytes: 1_000_000_000, dailyBytes: 1_000_000_000, openUploads: 100 },
      }),
      log,
      partsPerVolume: null,
      secondsUntilReady: async () => null,
    }),
    videos: createVideoService({ db, clock, store, log, media, buckets, launcherName: world.launcherName }),
    leases: createLeaseService({ db, clock, buckets, leaseSeconds: world.leaseSeconds }),
    registry: createWorkerRegistry({ db, clock }),
  };
}

const CLIENT_TIMEOUT_MS = 15_000;

/** What a caller sees when no whole answer came: it may have been done, or may still be. */
class NoAnswer extends Error {}

/** A request from one program to whichever replica of web is there. AppErrors come back as answers. */
export async function request<T>(
  world: World,
  caller: Program,
  what: string,
  handle: (web: Web) => Promise<T>,
): Promise<T> {
  return caller.call(what, () => {
    const webs = world.webs.filter(({ program }) => program.isAlive());
    const web = webs[world.chance.whole(0, webs.length - 1)];
    if (!web) throw new NoAnswer('no web');
    return new Promise<T>((resolve, reject) => {
      web.program.onDeath(() => reject(new NoAnswer('web died')));
      world.timeline.after(CLIENT_TIMEOUT_MS, () => reject(new NoAnswer('time is up')));
      handle(web).then(resolve, reject);
    });
  });
}

/** Asks until there is an answer. @throws AppError when that is the answer */
export async function insist<T>(
  world: World,
  caller: Program,
  what: string,
  handle: (web: Web) => Promise<T>,
): Promise<T> {
  for (;;) {
    try {
      return await request(world, caller, what, handle);
    } catch (error) {
      if (error instanceof AppError) throw error;
      await caller.sleep(world.chance.between(200, 2_000));
    }
  }
}
