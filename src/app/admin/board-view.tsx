'use client';

import { formatSpan } from '#lib/client/format/span.ts';
import { type Board, useBoard } from '#lib/client/operations/use-operations.ts';
import { Answer } from './answer.tsx';
import { FailureTable } from './failure-table.tsx';
import { Figures } from './figures.tsx';
import { Section } from './section.tsx';
import { TaskTable } from './task-table.tsx';
import { WorkerTable } from './worker-table.tsx';

/** The whole pipeline at a glance, renewed every few seconds. */
export function BoardView() {
  const board = useBoard();
  return (
    <Answer query={board}>
      {(now) => (
        <>
          <Figures figures={figuresOf(now)} />
          <Section title="Workers" note="Those that are there or on their way, and what each has in hand.">
            <WorkerTable workers={now.workers} at={now.at} />
          </Section>
          <Section title="Tasks" note="What waits for a worker, and what one has.">
            <TaskTable tasks={now.tasks} />
          </Section>
          <Section title="Failures" note="Of videos that were uploaded within the last seven days.">
            <FailureTable failures={now.failures} />
          </Section>
        </>
      )}
    </Answer>
  );
}

function figuresOf({ videos, backlog, lastHour, workers }: Board) {
  const of = (status: string) => videos.find((video) => video.status === status)?.count ?? 0;
  const active = workers.filter(({ status }) => status === 'active').length;
  return [
    { name: 'Videos in work', value: String(of('processing')), note: `${of('queued')} queued` },
    { name: 'Being uploaded', value: String(of('uploading')) },
    { name: 'Workers', value: String(active), note: `${workers.length - active} on their way` },
    {
      name: 'Backlog',
      value: formatSpan(backlog.seconds),
      note: `of one worker; ${backlog.urgentTasks} urgent`,
    },
    { name: 'Oldest task waits', value: formatSpan(backlog.oldestSeconds) },
    {
      name: 'Last hour',
      value: `${lastHour.videos} ${lastHour.videos === 1 ? 'video' : 'videos'}`,
      note: `${formatSpan(lastHour.mediaSeconds)} of media, ${formatSpan(lastHour.cpuSeconds)} of CPU`,
    },
  ];
}
