'use client';

import { formatSpan } from '#lib/client/format/span.ts';
import { useBackbone } from '#lib/client/operations/use-operations.ts';
import { DataTable } from '../../_ui/data-table.tsx';
import { ProblemNote } from '../../_ui/problem-note.tsx';
import { columnsOf } from '../../_ui/table-columns.ts';
import { Answer } from '../answer.tsx';
import { Figures } from '../figures.tsx';
import { Section } from '../section.tsx';

interface PartitionLag {
  readonly group: string;
  readonly topic: string;
  readonly partition: number;
  readonly lag: number;
}

const column = columnsOf<PartitionLag>();
const columns = column.columns([
  column.accessor('group', { header: 'Group' }),
  column.accessor('topic', { header: 'Topic' }),
  column.accessor('partition', { header: 'Partition' }),
  column.accessor('lag', { header: 'Messages behind' }),
]);

/** How far the consumers are behind, partition by partition, and what waits to be sent. */
export function LagView() {
  const backbone = useBackbone();
  return (
    <Answer query={backbone}>
      {({ lag, outbox }) => {
        const rows = (lag ?? []).flatMap(({ group, topic, partitions }) =>
          partitions.map((behind, partition) => ({ group, topic, partition, lag: behind })),
        );
        const behind = rows.reduce((sum, row) => sum + row.lag, 0);
        return (
          <>
            <ProblemNote
              sentence={
                lag ? null : 'No broker answers. What happens now is told when one does; nothing is lost.'
              }
            />
            <Figures
              figures={[
                { name: 'Messages behind', value: lag ? String(behind) : '–', note: 'all groups' },
                { name: 'Waiting to be sent', value: String(outbox.waiting), note: 'in the outbox' },
                { name: 'Oldest of them', value: formatSpan(outbox.oldestSeconds) },
              ]}
            />
            <Section title="Consumer groups" note="What a group has not finished yet, by partition.">
              <DataTable
                caption="Lag by partition"
                columns={columns}
                data={rows}
                empty="No broker answers."
              />
            </Section>
          </>
        );
      }}
    </Answer>
  );
}
