import { Ban, Check, ChevronRight, CircleAlert, Clock3, LoaderCircle, type LucideIcon } from 'lucide-react';
import { formatTaken } from '#lib/client/format/duration.ts';
import { formatDollars } from '#lib/client/format/money.ts';
import type { TimelineStep } from '#lib/client/studio/timeline.ts';
import { TaskAttempts } from './task-attempts.tsx';

interface Look {
  readonly word: string;
  readonly Icon: LucideIcon;
  readonly text: string;
  readonly bar: string;
}

const looks: Readonly<Record<TimelineStep['state'], Look>> = {
  waiting: { word: 'waiting', Icon: Clock3, text: 'text-muted', bar: 'bg-control-line' },
  running: { word: 'under way', Icon: LoaderCircle, text: 'text-accent', bar: 'bg-accent' },
  done: { word: 'done', Icon: Check, text: 'text-good', bar: 'bg-accent' },
  failed: { word: 'failed', Icon: CircleAlert, text: 'text-bad', bar: 'bg-bad' },
  cancelled: { word: 'stopped', Icon: Ban, text: 'text-muted', bar: 'bg-control-line' },
};

/** One step: what it was, where it lies in the whole, and, opened, every attempt at it. */
export function TimelineRow({ step }: { readonly step: TimelineStep }) {
  const { work } = step;
  if (!work || work.tasks.length === 0)
    return (
      <li data-step={step.key} className="px-4 py-3">
        <StepLine step={step} />
      </li>
    );
  return (
    <li data-step={step.key}>
      <details className="group">
        {/* Its own arrow: the browser's would push this line's bar out of step with the others. */}
        <summary className="list-none px-4 py-3 hover:bg-sunken/60 [&::-webkit-details-marker]:hidden">
          <StepLine step={step} opens />
        </summary>
        <TaskAttempts work={work} />
      </details>
    </li>
  );
}

interface StepLineProps {
  readonly step: TimelineStep;
  /** Whether there is more to be seen of it. */
  readonly opens?: boolean;
}

function StepLine({ step, opens = false }: StepLineProps) {
  const { work, bar, seconds, state } = step;
  const { word, Icon, text, bar: color } = looks[state];
  return (
    <span className="grid grid-cols-[minmax(0,1fr)_1.25rem] items-center gap-x-4 gap-y-2 md:grid-cols-[minmax(0,17rem)_minmax(0,1fr)_4rem_1.25rem]">
      <span className="flex min-w-0 items-start gap-2">
        <Icon
          className={`mt-0.5 size-4.5 shrink-0 ${text} ${state === 'running' ? 'animate-spin' : ''}`}
          aria-hidden="true"
        />
        <span className="min-w-0">
          <span className="block font-semibold wrap-anywhere">
            {step.name}
            <span className="sr-only">, {word}</span>
          </span>
          {work && <span className="tabular block text-sm text-muted">{sumsOf(work)}</span>}
        </span>
      </span>
      <span
        className={`relative h-2.5 overflow-hidden rounded-full bg-sunken max-md:order-3 max-md:col-span-2 ${bar ? 'block' : 'invisible max-md:hidden'}`}
        aria-hidden="true"
      >
        {bar && (
          <span
            className={`absolute inset-y-0 rounded-full ${color}`}
            style={{ left: `${bar.left}%`, width: `${bar.width}%` }}
          />
        )}
      </span>
      <span className="tabular text-sm font-semibold max-md:order-4 md:text-right">
        {seconds === null ? (state === 'waiting' ? 'to come' : '–') : formatTaken(seconds)}
      </span>
      <span className="max-md:order-2">
        {opens && (
          <ChevronRight
            className="size-5 text-muted transition-transform group-open:rotate-90 motion-reduce:transition-none"
            aria-hidden="true"
          />
        )}
      </span>
    </span>
  );
}

function sumsOf({ count, doneCount, attempts, cpuSeconds, cost }: NonNullable<TimelineStep['work']>): string {
  const tasks = count === 1 ? '1 task' : `${doneCount} of ${count} tasks`;
  const tries = `${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`;
  const metered = cpuSeconds > 0 ? ` · ${formatTaken(cpuSeconds)} CPU · ${formatDollars(cost)}` : '';
  return `${tasks} · ${tries}${metered}`;
}
