import { z } from 'zod';
import { videoId } from './videos.ts';

const language = z.string().min(2).max(35);

export const captionFile = videoId.extend({
  language,
  label: z.string().max(100).optional(),
  /** The SRT or WebVTT file as text. Its real limit, in bytes, is the parser's. */
  text: z.string().min(1).max(1_000_000),
});

export const captionLanguage = videoId.extend({ language });
