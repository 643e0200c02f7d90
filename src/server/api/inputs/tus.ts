import type { DeclaredFile } from '../../uploads/open-session.ts';
import { declaredFile } from './videos.ts';

/**
 * What a tus client says of its file in Upload-Metadata: `filename` and `filetype` by custom, `name` and `type` by
 * some; the rest by our own names. What else it says is given back and means nothing here.
 * @throws ZodError
 */
export function readTusFile(
  fileSize: number,
  metadata: Readonly<Record<string, string | null>> | undefined,
): DeclaredFile {
  const said = (...names: string[]) => names.map((name) => metadata?.[name]).find((value) => value);
  return declaredFile.parse({
    fileSize,
    filename: said('filename', 'name') ?? 'video',
    contentType: said('filetype', 'contentType', 'type') ?? '',
    title: said('title'),
    description: said('description'),
    visibility: said('visibility'),
  });
}
