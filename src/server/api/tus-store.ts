import type { Readable } from 'node:stream';
import { DataStore, Metadata, Upload } from '@tus/server';
import type { Viewer } from '../accounts/viewer.ts';
import type { WebContainer } from '../container.ts';
import { MULTIPART_LIFETIME_MS } from '../uploads/lifetime.ts';
import type { UploadChecksum } from '../uploads/upload-checksum.ts';
import { readTusFile } from './inputs/tus.ts';

/** One request's view of the tus door, as @tus/server wants it. */
export class TusStore extends DataStore {
  override extensions = ['creation', 'creation-with-upload', 'expiration', 'termination', 'checksum'];
  readonly #tus: WebContainer['tus'];
  readonly #viewer: Viewer;
  readonly #checksum: UploadChecksum | null;
  /** What this request has created. */
  createdId: string | null = null;

  constructor(tus: WebContainer['tus'], viewer: Viewer, checksum: UploadChecksum | null) {
    super();
    this.#tus = tus;
    this.#viewer = viewer;
    this.#checksum = checksum;
  }

  override async create(upload: Upload): Promise<Upload> {
    const { id, size = 0, metadata } = upload;
    const file = readTusFile(size, metadata);
    await this.#tus.create(this.#viewer, id, file, metadata ? Metadata.stringify(metadata) : null);
    this.createdId = id;
    return upload;
  }

  override async getUpload(id: string): Promise<Upload> {
    const { sizeBytes, offset, clientMetadata, createdAt } = await this.#tus.find(this.#viewer, id);
    return new Upload({
      id,
      size: sizeBytes,
      offset,
      ...(clientMetadata && { metadata: Metadata.parse(clientMetadata) }),
      creation_date: createdAt.toISOString(),
    });
  }

  override write(stream: Readable, id: string, offset: number): Promise<number> {
    return this.#tus.append(this.#viewer, id, offset, stream, this.#checksum);
  }

  override remove(id: string): Promise<void> {
    return this.#tus.terminate(this.#viewer, id);
  }

  override getExpiration(): number {
    return MULTIPART_LIFETIME_MS;
  }
}
