import { missingParts, type PartPlan, partBytes } from '#lib/domain/multipart.ts';
import { problemOf } from '../problem.ts';
import { checkFile } from './check-file.ts';
import { createPartUrls } from './part-urls.ts';
import { attemptsAt, attemptsAtOpening } from './patience.ts';
import type { PutPart } from './put-part.ts';
import { type RetryTools, withRetries } from './retry.ts';
import { sendParts } from './send-parts.ts';
import type { OpenUpload, UploadApi, UploadDetails } from './upload-api.ts';
import { createSpeedometer, unknownPace } from './upload-speed.ts';
import { initialUpload, type UploadPhase, type UploadState, uploadTransitions } from './upload-state.ts';

/** `complete` names what is missing; after so many rounds something else is wrong. */
const MOST_ROUNDS = 3;

export interface UploaderTools {
  readonly api: UploadApi;
  readonly put: PutPart;
  readonly retryTools: RetryTools;
  nowMs(): number;
}

export type Uploader = ReturnType<typeof createUploader>;

/** The upload of one file: check, open, send what the storage lacks, complete. */
export function createUploader(id: string, file: File, tools: UploaderTools, onChange: () => void) {
  const { api } = tools;
  let state: UploadState = initialUpload(id, file);
  /** The page says so while an attempt waits for the next one. */
  const retryTools: RetryTools = {
    ...tools.retryTools,
    async wait(ms, signal) {
      show({ isWaiting: true });
      await tools.retryTools.wait(ms, signal);
    },
  };
  let opened: OpenUpload | undefined;
  let stop = new AbortController();

  function show(change: Partial<Omit<UploadState, 'phase'>>): void {
    state = { ...state, ...change };
    onChange();
  }

  /** False when the upload was cancelled meanwhile. */
  function moveTo(phase: UploadPhase, change: Partial<UploadState> = {}): boolean {
    if (!uploadTransitions.canMove(state.phase, phase)) return false;
    state = { ...state, isWaiting: false, ...change, phase };
    onChange();
    return true;
  }

  const patiently = <Result>(operation: () => Promise<Result>) =>
    withRetries(operation, attemptsAt, retryTools, stop.signal);

  async function open(): Promise<OpenUpload> {
    if (opened) return opened;
    const contentType = await checkFile(file);
    const { details } = state;
    const declared = { ...details, filename: file.name, fileSize: file.size, contentType };
    // Not after a lost answer, which may have opened an upload: a second one would show twice.
    const upload = await withRetries(() => api.create(declared), attemptsAtOpening, retryTools, stop.signal);
    opened = upload;
    show({ videoId: upload.videoId });
    // A cancel that came while the server was opening it had nothing to abort yet.
    if (stop.signal.aborted) void discard(upload);
    else if (state.details !== details) void storeDetails();
    return upload;
  }

  async function send(upload: OpenUpload, partNumbers: readonly number[]): Promise<void> {
    const lackingBytes = partNumbers.reduce((sum, number) => sum + partBytes(file.size, upload, number), 0);
    const arrivedBytes = file.size - lackingBytes;
    const speedometer = createSpeedometer(file.size);
    const report = (bytes: number) => {
      const sentBytes = arrivedBytes + bytes;
      show({ sentBytes, pace: speedometer.record(sentBytes, tools.nowMs()), isWaiting: false });
    };
    report(0);
    const sign = (numbers: readonly number[]) => api.signParts(upload.uploadId, numbers);
    const urls = createPartUrls(partNumbers, sign);
    const { signal } = stop;
    await sendParts({
      file,
      plan: upload,
      partNumbers,
      urls,
      put: tools.put,
      retryTools,
      signal,
      onProgress: report,
    });
  }

  /** @returns numbers of the parts that the server finds missing; none when all is done */
  async function complete(upload: OpenUpload): Promise<readonly number[]> {
    try {
      await patiently(() => api.complete(upload.uploadId));
      return [];
    } catch (error) {
      const { code, details } = problemOf(error);
      const missing = Array.isArray(details.missing)
        ? details.missing.filter((part) => typeof part === 'number')
        : [];
      if (code !== 'UPLOAD_INCOMPLETE' || missing.length === 0) throw error;
      return missing;
    }
  }

  async function run(): Promise<void> {
    const resumed = opened && (await resume(opened));
    const upload = resumed?.upload ?? (await open());
    let missing = resumed?.missing ?? allParts(upload);
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      if (!moveTo('sending')) return;
      await send(upload, missing);
      if (!moveTo('completing', { pace: unknownPace })) return;
      missing = await complete(upload);
      if (missing.length === 0) {
        moveTo('done', { sentBytes: file.size });
        return;
      }
    }
    throw new Error('parts keep disappearing');
  }

  /** Where the last attempt stopped; undefined when the server has closed that upload. */
  async function resume(
    upload: OpenUpload,
  ): Promise<{ upload: OpenUpload; missing: readonly number[] } | undefined> {
    const { status, received } = await patiently(() => api.progress(upload.uploadId));
    // The last attempt succeeded and only its answer was lost: `complete` will say so.
    if (status === 'completed') return { upload, missing: [] };
    if (status === 'open') return { upload, missing: missingParts(file.size, upload, received) };
    opened = undefined;
    return undefined;
  }

  async function discard(upload: OpenUpload): Promise<void> {
    // Best effort: what stays behind runs out by itself after two days.
    await api.abort(upload.uploadId).catch(() => undefined);
  }

  async function storeDetails(): Promise<void> {
    if (!opened) return;
    try {
      await api.describeVideo(opened.videoId, state.details);
      show({ detailsProblem: null });
    } catch (error) {
      show({ detailsProblem: problemOf(error) });
    }
  }

  return {
    state: () => state,

    /** Runs to an end: done, failed or cancelled. Never rejects; the state tells. */
    async start(): Promise<void> {
      stop = new AbortController();
      if (!moveTo('checking', { problem: null })) return;
      try {
        await run();
      } catch (error) {
        moveTo('failed', { problem: problemOf(error), pace: unknownPace });
      }
    },

    /** Puts a failed upload back in line. What has arrived stays. */
    retry: () => moveTo('waiting', { problem: null }),

    cancel(): void {
      if (!moveTo('cancelled', { pace: unknownPace })) return;
      stop.abort();
      if (opened) void discard(opened);
    },

    /** Title and visibility; may change at any time, sent or not. */
    describe(details: UploadDetails): void {
      show({ details });
      void storeDetails();
    },
  };
}

function allParts(plan: PartPlan): readonly number[] {
  return Array.from({ length: plan.partCount }, (_, index) => index + 1);
}
