import { contentTypeOf, SNIFF_BYTES, sniffContainer, type VideoContentType } from '#lib/domain/file-type.ts';
import { ProblemError } from '../problem.ts';

/** Judges a file by its first bytes, so that a renamed document is refused before anything is sent. */
export async function checkFile(file: File): Promise<VideoContentType> {
  const refuse = (sentence: string) => new ProblemError({ code: 'INVALID_FILE_TYPE', sentence, details: {} });
  if (file.size === 0) throw refuse('This file is empty.');
  const head = new Uint8Array(await file.slice(0, SNIFF_BYTES).arrayBuffer());
  if (!sniffContainer(head)) throw refuse('This file is not a video: its first bytes say otherwise.');
  const contentType = contentTypeOf(file.name, file.type);
  if (!contentType) throw refuse('This kind of video is not accepted. MP4, MOV, WebM and MKV work well.');
  return contentType;
}
