import { buildVtt } from '#lib/domain/captions/build-vtt.ts';
import { canonicalLanguage, cleanLabel, nameLanguage } from '#lib/domain/captions/caption-track.ts';
import { parseCaptions } from '#lib/domain/captions/parse-captions.ts';
import { spokenText } from '#lib/domain/captions/spoken-text.ts';
import { AppError } from '#lib/domain/errors.ts';
import { captionKey } from '#lib/domain/object-keys.ts';
import { uniqueTokens } from '#lib/domain/search-words.ts';
import type { MaybeViewer, Viewer } from '../accounts/viewer.ts';
import type { Database } from '../db/client.ts';
import type { MediaAccess } from '../delivery/media-access.ts';
import { recordVideoChange } from '../outbox/record-change.ts';
import type { Clock } from '../ports/clock.ts';
import type { ObjectStore } from '../ports/object-store.ts';
import { lockManagedVideo, needManagedVideo, needVideo } from '../videos/access.ts';
import { indexWords } from '../videos/index-words.ts';
import {
  askForManifests,
  deleteCaption,
  insertCaption,
  type ListedCaption,
  listCaptions,
} from './repository.ts';

/** More languages than any film has. */
const MAX_LANGUAGES = 100;
/** Named by an id of its own: what stands under it never changes. */
const CACHE_CONTROL = 'public, max-age=31536000, immutable';

export interface CaptionServiceParts {
  readonly db: Database;
  readonly clock: Clock;
  readonly store: ObjectStore;
  readonly media: MediaAccess;
  readonly mediaBucket: string;
}

export interface CaptionInput {
  readonly language: string;
  readonly label?: string | undefined;
  /** The SRT or WebVTT file as text. */
  readonly text: string;
}

/** Captions of videos: what is uploaded is read, cleaned and written anew, never served as it came. */
export function createCaptionService({ db, clock, store, media, mediaBucket }: CaptionServiceParts) {
  const addressOf = (videoId: string, id: string) => ({
    bucket: mediaBucket,
    key: captionKey(videoId, id, 'vtt'),
  });

  async function list(viewer: MaybeViewer, videoId: string) {
    const video = await needVideo(db, viewer, videoId);
    const urls = media.urlsFor(viewer, video);
    return (await listCaptions(db, videoId)).map((row) => toDto(row, urls?.caption(row.id) ?? null));
  }

  return {
    list,

    /** Adds a language's captions, or takes the place of those that are there. */
    async put(viewer: Viewer, videoId: string, input: CaptionInput) {
      await needManagedVideo(db, viewer, videoId);
      const language = needLanguage(input.language);
      const label = cleanLabel(input.label ?? '') || nameLanguage(language);
      const cues = parseCaptions(input.text);
      const row = {
        id: clock.newId(),
        videoId,
        language,
        label,
        cueCount: cues.length,
        words: uniqueTokens(spokenText(cues)),
        createdAt: clock.now(),
      };
      // First the file: a row without one would break players.
      await store.write(addressOf(videoId, row.id), buildVtt(cues), 'text/vtt; charset=utf-8', CACHE_CONTROL);
      const replaced = await db.transaction(async (tx) => {
        await lockManagedVideo(tx, viewer, videoId);
        const before = await deleteCaption(tx, videoId, language);
        if (!before && (await listCaptions(tx, videoId)).length >= MAX_LANGUAGES) {
          throw new AppError(
            'VALIDATION_FAILED',
            `A video has captions in ${MAX_LANGUAGES} languages at most.`,
          );
        }
        await insertCaption(tx, row);
        await indexWords(tx, videoId);
        await askForManifests(tx, videoId, clock.newId());
        await recordVideoChange(tx, clock, videoId);
        return before;
      });
      if (replaced) await store.remove(addressOf(videoId, replaced));
      return list(viewer, videoId);
    },

    async remove(viewer: Viewer, videoId: string, tag: string) {
      await needManagedVideo(db, viewer, videoId);
      const removed = await db.transaction(async (tx) => {
        await lockManagedVideo(tx, viewer, videoId);
        const id = await deleteCaption(tx, videoId, needLanguage(tag));
        if (!id) throw new AppError('NOT_FOUND', 'There are no captions in this language.');
        await indexWords(tx, videoId);
        await askForManifests(tx, videoId, clock.newId());
        await recordVideoChange(tx, clock, videoId);
        return id;
      });
      await store.remove(addressOf(videoId, removed));
      return list(viewer, videoId);
    },
  };
}

function needLanguage(tag: string): string {
  const language = canonicalLanguage(tag);
  if (language) return language;
  throw new AppError('VALIDATION_FAILED', 'This is no language tag such as en, pt-BR or zh-Hant.', {
    details: { fields: [{ path: 'language', message: 'not a BCP 47 language tag' }] },
  });
}

function toDto(row: ListedCaption, url: string | null) {
  return {
    language: row.language,
    label: row.label,
    cueCount: row.cueCount,
    url,
    createdAt: row.createdAt.toISOString(),
  };
}
