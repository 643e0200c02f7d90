import { type PartPlan, partBytes } from '#lib/domain/multipart.ts';
import { problemOf } from '../problem.ts';
import { checkFile } from './check-file.ts';
import { completeUpload } from './complete-upload.ts';
import { type FilePrint, fileChanged, isSamePrint, takePrint } from './file-print.ts';
import { attemptsAt } from './patience.ts';
import type { PutPart } from './put-part.ts';
import { type RetryTools, withRetries } from './retry.ts';
import { sendParts } from './send-parts.ts';
import type { OpenUpload, UploadApi, UploadDetails } from './upload-api.ts';
import type { UploadLocks } from './upload-locks.ts';
import type { RememberedUpload, UploadMemory } from './upload-memory.ts';
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

export interface UploaderTools {
  readonly api: UploadApi;
  readonly put: PutPart;
  readonly retryTools: RetryTools;
  readonly memory: UploadMemory;
  readonly locks: UploadLocks;
  lockNameOf(print: FilePrint): string;
  /** A name for an upload, never used before. */
  newKey(): string;
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
  const { api, memory } = tools;
  const remembered = origin instanceof File ? undefined : origin;
  let file = origin instanceof File ? origin : undefined;
  let print = remembered?.print;
  let opened = remembered?.opened;
  let key = remembered?.key ?? tools.newKey();
  let state = firstState(id, origin);
  let stop = new AbortController();
  let releaseLock: (() => void) | undefined;
  /** Another tab has begun it: what has come of it there has come of it here. */
  let isOfOtherTab = false;

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

  function remember(): void {
    if (print) memory.keep({ key, filename: state.filename, print, details: state.details, opened });
  }

  /** Nothing will come of the opened upload any more; the file may still be uploaded anew. */
  function giveUp(): void {
    memory.forget(key);
    // Best effort: what stays behind runs out by itself after two days.
    if (opened) void api.abort(opened.uploadId).catch(() => undefined);
    opened = undefined;
    key = tools.newKey();
  }

  /** @throws ProblemError FILE_CHANGED when it is not the file that this upload began with */
  async function checkPrint(chosen: File): Promise<void> {
    const taken = await takePrint(chosen);
    if (print && !isSamePrint(print, taken)) throw fileChanged();
    print = taken;
  }

  /** False when another tab was at it: by then it has finished, or is gone. */
  async function takeTurn(taken: FilePrint, signal: AbortSignal): Promise<boolean> {
    if (releaseLock) return true;
    let isFirst = true;
    const held = await tools.locks.hold(tools.lockNameOf(taken), signal, () => {
      isFirst = false;
      if (moveTo('elsewhere')) void watchOtherTab(taken, signal);
    });
    if (signal.aborted) held();
    signal.throwIfAborted();
    releaseLock = held;
    return isFirst;
  }

  /** Takes up what this browser knows of an upload of the same file, begun in this tab or another. */
  function adopt(taken: FilePrint): void {
    const known = memory.find(taken);
    if (!known) return;
    ({ key } = known);
    opened = known.opened ?? opened;
  }

  /** The same, of what the other tab has begun, and perhaps ended. */
  function adoptOther(taken: FilePrint): void {
    const other = memory.find(taken) ?? memory.findFinished(taken);
    if (!other?.opened) return;
    isOfOtherTab = true;
    ({ key, opened } = other);
  }

  async function watchOtherTab(taken: FilePrint, signal: AbortSignal): Promise<void> {
    while (state.phase === 'elsewhere' && !signal.aborted) {
      adoptOther(taken);
      if (opened) {
        const { videoId } = opened;
        // It may just be out of reach; the next look will tell.
        const standing = await lookUp(api, opened, state.sizeBytes).catch(() => undefined);
        if (standing && state.phase === 'elsewhere') show({ videoId, sentBytes: standing.arrivedBytes });
      }
      await tools.retryTools.wait(LOOK_MS, signal).catch(() => undefined);
    }
  }

  async function open(chosen: File, contentType: string, signal: AbortSignal): Promise<OpenUpload> {
    const { details } = state;
    const declared = { ...details, filename: chosen.name, fileSize: chosen.size, contentType };
    remember();
    const upload = await patiently(() => api.create({ ...declared, idempotencyKey: key }), signal);
    opened = upload;
    // A cancel that came while the server was opening it had nothing to abort yet.
    if (state.phase === 'cancelled') giveUp();
    signal.throwIfAborted();
    remember();
    show({ videoId: upload.videoId });
    if (state.details !== details) void storeDetails();
    return upload;
  }

  /** Where the last attempt stopped; undefined when there was none, or the server has closed that upload. */
  async function resume(signal: AbortSignal) {
    if (!opened) return undefined;
    const upload = opened;
    const look = () => lookUp(api, upload, state.sizeBytes);
    const standing = await (file ? patiently(look, signal) : look());
    signal.throwIfAborted();
    if (standing.status === 'gone') {
      memory.forget(key);
      key = tools.newKey();
      opened = undefined;
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
    const contentType = file && (await checkFile(file));
    if (file) await checkPrint(file);
    if (print && !(await takeTurn(print, signal))) {
      adoptOther(print);
      // In line behind the others of this tab.
      moveTo('waiting');
      return;
    }
    if (print) adopt(print);
    const resumed = await resume(signal);
    // Cancelled in another tab, or on another device: it is not begun anew behind anybody's back.
    if (!resumed && (isOfOtherTab || !file || !contentType)) return void moveTo('cancelled');
    const upload = resumed?.upload ?? (file && contentType && (await open(file, contentType, signal)));
    if (!upload) return;
    let missing = resumed?.missing ?? allParts(upload);
    for (let round = 1; round <= MOST_ROUNDS; round++) {
      if (missing.length > 0) {
        if (!file) return void moveTo('interrupted');
        if (!moveTo('sending')) return;
        await send(file, upload, missing, signal);
        await checkPrint(file);
        signal.throwIfAborted();
      }
      if (!moveTo('completing')) return;
      missing = await patiently(() => completeUpload(api, upload), signal);
      if (missing.length > 0) continue;
      memory.finish(key);
      moveTo('done', { videoId: upload.videoId, sentBytes: state.sizeBytes });
      return;
    }
    throw new Error('parts keep disappearing');
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

    /** Whether this is the file of this upload, as far as its name and the disk's own words tell. */
    isOf: (chosen: Pick<File, 'name' | 'size' | 'lastModified'>): boolean => {
      const known = file ? { sizeBytes: file.size, lastModifiedMs: file.lastModified } : print;
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
        if (problem.code === 'FILE_CHANGED') giveUp();
        if (!file && moveTo('interrupted')) return;
        moveTo('failed', { problem });
      }
    },

    /** Puts a failed or paused upload back in line. What has arrived stays. */
    goOn: () => moveTo('waiting', { problem: null }),

    pause(): void {
      if (moveTo('paused')) stop.abort();
    },

    /** For an upload from before the page was loaded: the file again, from the disk. */
    async giveFile(chosen: File): Promise<void> {
      try {
        const taken = await takePrint(chosen);
        if (print && !isSamePrint(print, taken)) return show({ problem: anotherFile });
        file = chosen;
        // While another tab sends it, this one still waits for its turn, and then has what it needs.
        if (state.phase !== 'elsewhere') moveTo('waiting', { problem: null });
      } catch (error) {
        show({ problem: problemOf(error) });
      }
    },

    cancel(): void {
      const isElsewhere = state.phase === 'elsewhere';
      if (!moveTo('cancelled')) return;
      stop.abort();
      if (!isElsewhere) giveUp();
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
      if (opened && isUnfinished(state)) remember();
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
