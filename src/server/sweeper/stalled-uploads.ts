import { and, asc, eq, gt, inArray, lt, notInArray, or } from 'drizzle-orm';
import { uploadSessions } from '../db/schema/upload-sessions.ts';
import { acceptIfArrived, expireUpload } from '../uploads/expire-upload.ts';
import { LONGEST_PUT_MS } from '../uploads/lifetime.ts';
import type { Broom, BroomParts } from './broom.ts';
import { readCursor, writeCursor } from './cursor.ts';

const EVERY_MS = 60_000;
const MOST_AT_ONCE = 100;
/** Before that `complete` and S3's event are most likely on their way. */
const YOUNGEST_MS = 60_000;

/** Uploads whose time is over: closed and taken back from the store, so that they count for nobody any more. */
export function expiredUploads(parts: BroomParts): Broom {
  const { db, clock } = parts;
  const upload = { ...parts, sourceBucket: parts.buckets.source };
  return {
    name: 'expired-uploads',
    everyMs: EVERY_MS,
    async sweep() {
      const now = clock.now();
      const isOver = or(
        and(notInArray(uploadSessions.door, ['put', 'post']), lt(uploadSessions.expiresAt, now)),
        // What was signed may have been used in its last second.
        and(
          inArray(uploadSessions.door, ['put', 'post']),
          lt(uploadSessions.expiresAt, new Date(now.getTime() - LONGEST_PUT_MS)),
        ),
      );
      const sessions = await db
        .select()
        .from(uploadSessions)
        .where(and(eq(uploadSessions.status, 'open'), isOver))
        .orderBy(asc(uploadSessions.expiresAt))
        .limit(MOST_AT_ONCE);
      const ends = [];
      for (const session of sessions) ends.push(await expireUpload(upload, session));
      return {
        'expired-upload': ends.filter((end) => end === 'expired').length,
        'arrived-upload': ends.filter((end) => end === 'arrived').length,
      };
    },
  };
}

/** Open uploads that the store holds whole: the browser died before `complete`, or web after it, and the event got lost. */
export function arrivedUploads(parts: BroomParts): Broom {
  const { db, clock } = parts;
  const name = 'arrived-uploads';
  const upload = { ...parts, sourceBucket: parts.buckets.source };
  return {
    name,
    everyMs: EVERY_MS,
    async sweep() {
      const after = await readCursor(db, name);
      const born = new Date(clock.now().getTime() - YOUNGEST_MS);
      const sessions = await db
        .select()
        .from(uploadSessions)
        .where(
          and(
            eq(uploadSessions.status, 'open'),
            gt(uploadSessions.id, after),
            lt(uploadSessions.createdAt, born),
          ),
        )
        .orderBy(asc(uploadSessions.id))
        .limit(MOST_AT_ONCE);
      let arrived = 0;
      for (const session of sessions) if (await acceptIfArrived(upload, session)) arrived++;
      const isRoundOver = sessions.length < MOST_AT_ONCE;
      await writeCursor(db, name, isRoundOver ? '' : (sessions.at(-1)?.id ?? ''));
      return { 'arrived-upload': arrived };
    },
  };
}
