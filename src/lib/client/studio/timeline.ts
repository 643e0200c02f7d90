import type { inferRouterOutputs } from '@trpc/server';
import type { TaskKind } from '#lib/domain/task-status.ts';
import type { AppRouter } from '#server/api/root.ts';

export type Explanation = inferRouterOutputs<AppRouter>['videos']['explain'];
export type ExplainedWork = Explanation['works'][number];

/** One line of the timeline. */
export interface TimelineStep {
  readonly key: string;
  readonly name: string;
  readonly state: ExplainedWork['state'];
  /** Seconds from its beginning to its end, or to now; null of what has not begun. */
  readonly seconds: number | null;
  /** Its place in the whole, in percent; null where it lies outside: the upload itself, and pictures made later. */
  readonly bar: { readonly left: number; readonly width: number } | null;
  /** The tasks of it; null of what is no work of workers. */
  readonly work: ExplainedWork | null;
}

/** A sliver that can still be seen, percent. */
const LEAST_WIDTH = 0.75;

const doors: Readonly<Record<NonNullable<Explanation['upload']['door']>, string>> = {
  multipart: 'Upload in parts',
  put: 'Upload with one PUT',
  post: 'Upload with a form',
  form: 'Upload through web',
  tus: 'Upload by tus',
};

const kinds: Readonly<Record<Exclude<TaskKind, 'encode'>, string>> = {
  probe: 'Looking at the file',
  content: 'Measuring the picture',
  audio: 'Encoding the sound',
  stills: 'Thumbnails and storyboard',
  thumbnail: 'The thumbnail of your choice',
  verify: 'Checking every segment',
};

const nameOf = ({ kind, rungs }: ExplainedWork): string =>
  kind === 'encode' ? `Encoding ${rungs.join(', ')}` : kinds[kind];

interface Span {
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

/** Whether its owner may have it done at any later time: it would press the whole together. */
const isLater = ({ kind }: ExplainedWork): boolean => kind === 'thumbnail';

/** The steps of a video as lines with bars, in the order in which they began. Pure: it takes the server's own clock. */
export function timelineOf(explained: Explanation): readonly TimelineStep[] {
  const { upload, queue, works, finish, status } = explained;
  const now = Date.parse(explained.readAt);
  const isEnded = !['uploading', 'queued', 'processing'].includes(status);
  const endOf = (span: Span): number | null =>
    span.endedAt ? Date.parse(span.endedAt) : isEnded ? null : now;
  const spans = [queue, finish, ...works.filter((work) => !isLater(work))];
  const from = queue.startedAt === null ? null : Date.parse(queue.startedAt);
  const until = spans.reduce((latest, span) => {
    const end = span.startedAt === null ? null : endOf(span);
    return end === null ? latest : Math.max(latest, end);
  }, from ?? 0);

  const secondsOf = (span: Span): number | null => {
    const end = endOf(span);
    return span.startedAt === null || end === null
      ? null
      : Math.max(0, end - Date.parse(span.startedAt)) / 1000;
  };
  const barOf = (span: Span): TimelineStep['bar'] => {
    const end = endOf(span);
    if (from === null || until <= from || span.startedAt === null || end === null) return null;
    const percent = (at: number) => (100 * (Math.min(Math.max(at, from), until) - from)) / (until - from);
    const left = percent(Date.parse(span.startedAt));
    const width = Math.max(LEAST_WIDTH, percent(end) - left);
    return { left: Math.min(left, 100 - width), width };
  };
  /** Of what is no task: it has ended, or it is what everything waits for. */
  const stateOf = (span: Span): TimelineStep['state'] => {
    if (span.endedAt) return 'done';
    if (!isEnded) return span.startedAt ? 'running' : 'waiting';
    return 'cancelled';
  };

  const steps: TimelineStep[] = [
    {
      key: 'upload',
      name: upload.door ? doors[upload.door] : 'Upload',
      state: stateOf(upload),
      seconds: secondsOf(upload),
      bar: null,
      work: null,
    },
  ];
  if (queue.startedAt)
    steps.push({
      key: 'queue',
      name: 'Waiting for a worker',
      state: stateOf(queue),
      seconds: secondsOf(queue),
      bar: barOf(queue),
      work: null,
    });
  for (const work of works)
    steps.push({
      key: `${work.kind} ${work.rungs.join()}`,
      name: nameOf(work),
      state: work.state,
      seconds: secondsOf(work),
      bar: isLater(work) ? null : barOf(work),
      work,
    });
  if (finish.startedAt)
    steps.push({
      key: 'finish',
      name: 'Writing the manifests',
      state: stateOf(finish),
      seconds: secondsOf(finish),
      bar: barOf(finish),
      work: null,
    });
  return steps;
}
