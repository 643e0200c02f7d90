'use client';

import { formatDate } from '#lib/client/format/age.ts';
import type { Person, PersonHistory } from '#lib/client/moderation/types.ts';
import { usePerson } from '#lib/client/moderation/use-person.ts';
import { ProblemNote } from '../../../_ui/problem-note.tsx';
import { StandingMarks } from '../../_parts/standing-marks.tsx';
import { HistoryTable } from './history-table.tsx';
import { MeasureForms } from './measure-forms.tsx';
import { RolePicker } from './role-picker.tsx';

interface PersonViewProps {
  readonly initial: { readonly person: Person; readonly history: PersonHistory };
}

/** Who it is, what can be done about them, and what was. */
export function PersonView({ initial }: PersonViewProps) {
  const desk = usePerson(initial);
  const { person, rows } = desk;
  return (
    <div className="grid grid-cols-1 gap-8">
      <div className="grid gap-2">
        <h1 className="text-2xl font-bold wrap-anywhere">{person.name}</h1>
        <p className="text-muted wrap-anywhere">
          {person.email && `${person.email} · `}
          since <time dateTime={person.createdAt}>{formatDate(person.createdAt)}</time> · {person.videoCount}{' '}
          {person.videoCount === 1 ? 'video' : 'videos'}
        </p>
        <StandingMarks person={person} />
        {person.banReason && <p className="text-sm">Banned: {person.banReason}</p>}
      </div>
      <ProblemNote sentence={desk.sentence} />
      {person.canDecide ? (
        <MeasureForms desk={desk} />
      ) : (
        <p className="text-muted">
          Nobody decides about themself, nor about who stands beside or above them.
        </p>
      )}
      {person.canSetRole && <RolePicker desk={desk} />}
      <section aria-labelledby="person-history-title">
        <h2 id="person-history-title" className="mb-3 text-lg font-semibold">
          History
        </h2>
        <HistoryTable rows={rows} />
      </section>
    </div>
  );
}
