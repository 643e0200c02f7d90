import { type PartPlan, partBytes } from '#lib/domain/multipart.ts';
import { problemOf } from '../problem.ts';
import { checkFile } from './check-file.ts';
import { completeUpload } from './complete-upload.ts';
import { type FilePrint, isSamePrint, takePrint } from './file-print.ts';
import { attemptsAt } from './patience.ts';
import type { PutPart } from './put-part.ts';
import { type RetryTools, withRetries } from './retry.ts';
import { sendParts } from './send-parts.ts';
import type { OpenUpload, UploadApi, UploadDetails } from './upload-api.ts';
import type { UploadLocks } from './upload-locks.ts';
import type { RememberedUpload } from './upload-memory.ts';
import { createUploadRecord, type RecordTools } from './upload-record.ts';
import { createSpeedometer, unknownPace } from './upload-speed.ts';
import { lookUp } from './upload-standing.ts';
import {
  initialUpload,
  isUnfinished,
  type UploadPhase,
  type UploadState,
  uploadTransitions,
} from './upload-state.ts';

/** `complete` names what is missing; after so many rounds something else is wrong. */
const MOST_ROUNDS = 3;
/** How often to look how far the tab that sends the file has come. */
const LOOK_MS = 2_000;

export interface UploaderTools extends RecordTools {
  readonly api: UploadApi;
  readonly put: PutPart;
  readonly retryTools: RetryTools;
  readonly locks: UploadLocks;
  lockNameOf(print: FilePrint): string;
  nowMs(): number;
}

export type Uploader = ReturnType<typeof createUploader>;

/**
 * The upload of one file: check, open, send what the storage lacks, complete.
 * @param origin a file that was chosen; or what this browser remembers of an upload, whose file has to be chosen again
 */
export function createUploader(
  id: string,
  origin: File | RememberedUpload,
  tools: UploaderTools,
  onChange: () => void,
) {
  const { api } = tools;
  const record = createUploadRecord(origin instanceof File ? undefined : origin, tools);
  let file = origin instanceof File ? origin : undefined;
  let state = firstState(id, origin);
  let stop = new AbortController();
  let releaseLock: (() => void) | undefined;

  function show(change: Partial<Omit<UploadState, 'phase'>>): void {
    state = { ...state, ...change };
    onChange();
  }

  /** False when the upload was paused or cancelled meanwhile. */
  function moveTo(phase: UploadPhase, change: Partial<UploadState> = {}): boolean {
    if (!uploadTransitions.canMove(state.phase, phase)) return false;
    const isMoving = phase === 'sending' || phase === 'completing';
    // Another tab may take over as soon as this one neither sends nor means to go on by itself.
    if (!['waiting', 'checking', 'sending', 'completing', 'paused'].includes(phase)) release();
    state = { ...state, isWaiting: false, ...(!isMoving && { pace: unknownPace }), ...change, phase };
    onChange();
    return true;
  }

  function release(): void {
    releaseLock?.();
    releaseLock = undefined;
  }

  /** The page says so while an attempt waits for the next one. */
  const retryTools: RetryTools = {
    ...tools.retryTools,
    async wait(ms, signal) {
      show({ isWaiting: true });
      await tools.retryTools.wait(ms, signal);
    },
  };

  const patiently = <Result>(operation: () => Promise<Result>, signal: AbortSignal) =>
    withRetries(operation, attemptsAt, retryTools, signal);

  const remember = () => record.keep(state.filename, state.details);

  /** False when another tab was at it: by then it has finished, or is gone. */
  async function takeTurn(taken: FilePrint, signal: AbortSignal): Promise<boolean> {
    if (releaseLock) return true;
    let isFirst = true;
    const held = await tools.locks.hold(tools.lockNameOf(taken), signal, () => {
      isFirst = false;
      if (moveTo('elsewhere')) void watchOtherTab(signal);
    });
    if (signal.aborted) held();
    signal.throwIfAborted();
    releaseLock = held;
    return isFirst;
  }

  async function watchOtherTab(signal: AbortSignal): Promise<void> {
    while (state.phase === 'elsewhere' && !signal.aborted) {
      record.adoptOther();
      const opened = record.opened();
      if (opened) {
        // It may just be out of reach; the next look will tell.
        const standing = await lookUp(api, opened, state.sizeBytes).catch(() => undefined);
        if (standing && state.phase === 'elsewhere')
          show({ videoId: opened.videoId, sentBytes: standing.arrivedBytes });
      }
      await tools.retryTools.wait(LOOK_MS, signal).catch(() => undefined);
    }
  }

  async function open(chosen: File, signal: AbortSignal): Promise<OpenUpload> {
    const { details } = state;
    const contentType = await checkFile(chosen);
    const declared = { ...details, filename: chosen.name, fileSize: chosen.size, contentType };
    remember();
    const upload = await patiently(() => api.create({ ...declared, idempotencyKey: record.key() }), signal);
    record.open(upload);
    // A cancel that came while the server was opening it had nothing to abort yet.
    if (state.phase === 'cancelled') record.giveUp();
    signal.throwIfAborted();
    remember();
    show({ videoId: upload.videoId });
    if (state.details !== details) void storeDetails();
    return upload;
  }

  /** Where the last attempt stopped; undefined when there was none, or the server has closed that upload. */
  async function resume(signal: AbortSignal) {
    const upload = record.opened();
    if (!upload) return undefined;
    const look = () => lookUp(api, upload, state.sizeBytes);
    const standing = await (file ? patiently(look, signal) : look());
    signal.throwIfAborted();
    if (standing.status === 'gone') {
      record.forget();
      return undefined;
    }
    remember();
    show({ videoId: upload.videoId, sentBytes: standing.arrivedBytes });
    return { upload, missing: standing.missing };
  }

  async function send(
    chosen: File,
    upload: OpenUpload,
    partNumbers: readonly number[],
    signal: AbortSignal,
  ): Promise<void> {
    const lackingBytes = partNumbers.reduce((sum, part) => sum + partBytes(chosen.size, upload, part), 0);
    const arrivedBytes = chosen.size - lackingBytes;
    const speedometer = createSpeedometer(chosen.size);
    const onProgress = (bytes: number) => {
      const sentBytes = arrivedBytes + bytes;
      show({ sentBytes, pace: speedometer.record(sentBytes, tools.nowMs()), isWaiting: false });
    };
    onProgress(0);
    const { put, nowMs } = tools;
    await sendParts({
      ...{ file: chosen, plan: upload, partNumbers, put, retryTools, signal, nowMs, onProgress },
      sign: (partNumber, sha256) => api.signPart(upload.uploadId, partNumber, sha256),
    });
  }

  async function run(signal: AbortSignal): Promise<void> {
    if (file) {
      await checkFile(file);
      await record.check(file);
    }
    const print = record.print();
    if (print && !(await takeTurn(print, signal))) {
      record.adoptOther();
      // In line behind the others of this tab.
      moveTo('waiting');
      return;
    }
    record.adopt();
    const resumed = await resume(signal);
    // Cancelled in another tab, or on another device: it is not begun anew behind anybody's back.
    if (!resumed && (record.isOfOtherTab() || !file)) return void moveTo('cancelled');
    const upload = resumed?.upload ?? (file && (await open(file, signal)));
    if (!upload) return;
    let missing = resumed?.missing ?? allParts(upload);
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      if (missing.length > 0) {
        if (!file) return void moveTo('interrupted');
        if (!moveTo('sending')) return;
        await send(file, upload, missing, signal);
        await record.check(file);
        signal.throwIfAborted();
      }
      if (!moveTo('completing')) return;
      missing = await patiently(() => completeUpload(api, upload), signal);
      if (missing.length > 0) continue;
      record.finish();
      moveTo('done', { videoId: upload.videoId, sentBytes: state.sizeBytes });
      return;
    }
    throw new Error('parts keep disappearing');
  }

  async function storeDetails(): Promise<void> {
    const opened = record.opened();
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

    /** Whether this is the file of this upload, as far as its name and the disk's own words tell. */
    isOf: (chosen: Pick<File, 'name' | 'size' | 'lastModified'>): boolean => {
      const known = file ? { sizeBytes: file.size, lastModifiedMs: file.lastModified } : record.print();
      return (
        chosen.name === state.filename &&
        chosen.size === known?.sizeBytes &&
        chosen.lastModified === known.lastModifiedMs
      );
    },

    /** Runs to an end, or to where somebody else has to do something. Never rejects; the state tells. */
    async start(): Promise<void> {
      stop = new AbortController();
      const { signal } = stop;
      if (!moveTo('checking', { problem: null })) return;
      try {
        await run(signal);
      } catch (error) {
        // Paused, cancelled, or the page goes away: that has been told already.
        if (signal.aborted) return;
        const problem = problemOf(error);
        if (problem.code === 'FILE_CHANGED') record.giveUp();
        if (!file && moveTo('interrupted')) return;
        moveTo('failed', { problem });
      }
    },

    /** Puts a failed or paused upload back in line. What has arrived stays. */
    goOn: () => moveTo('waiting', { problem: null }),

    pause(): void {
      if (moveTo('paused')) stop.abort();
    },

    /** Whether it would have to ask for the file when bytes are missing. */
    lacksFile: () => !file,

    /** For an upload from before the page was loaded: the file again, from the disk. */
    async giveFile(chosen: File): Promise<void> {
      try {
        const print = record.print();
        if (print && !isSamePrint(print, await takePrint(chosen))) return show({ problem: anotherFile });
        file = chosen;
        // Where it still waits for its turn, or looks how far it has come, it has what it needs from now on.
        if (state.phase === 'interrupted') moveTo('waiting', { problem: null });
      } catch (error) {
        show({ problem: problemOf(error) });
      }
    },

    cancel(): void {
      const isElsewhere = state.phase === 'elsewhere';
      if (!moveTo('cancelled')) return;
      stop.abort();
      if (!isElsewhere) record.giveUp();
    },

    /** The page goes away; another one may go on. */
    leave(): void {
      moveTo('paused');
      stop.abort();
      release();
    },

    /** Title, description and visibility; may change at any time, sent or not. */
    describe(details: UploadDetails): void {
      show({ details });
      if (record.opened() && isUnfinished(state)) remember();
      void storeDetails();
    },
  };
}

const anotherFile = {
  code: 'VALIDATION_FAILED',
  sentence: 'This is another file, or it was changed since. Choose the one that the upload began with.',
  details: {},
} as const;

function firstState(id: string, origin: File | RememberedUpload): UploadState {
  if (origin instanceof File) return initialUpload(id, origin);
  const { filename: name, print, details, opened } = origin;
  const videoId = opened?.videoId ?? null;
  return { ...initialUpload(id, { name, size: print.sizeBytes }), details, videoId };
}

function allParts(plan: PartPlan): readonly number[] {
  return Array.from({ length: plan.partCount }, (_, index) => index + 1);
}
