'use client';

import Link from 'next/link';
import { useDeadLetter } from '#lib/client/operations/use-dead-letters.ts';
import { ConfirmButton } from '../../../_ui/confirm-button.tsx';
import { DoneNote } from '../../../_ui/done-note.tsx';
import { ProblemNote } from '../../../_ui/problem-note.tsx';
import { Answer } from '../../answer.tsx';
import { Section } from '../../section.tsx';
import { DiscardForm } from './discard-form.tsx';
import { LetterContent } from './letter-content.tsx';

const endings = {
  replayed: 'It is back on its topic.',
  discarded: 'It was discarded. Kafka keeps it for as long as it keeps anything of this topic.',
} as const;

/** All of one dead letter, and what can be done about it. */
export function LetterView({ id }: { readonly id: string }) {
  const { letter, replay, discard, isBusy, ending, sentence } = useDeadLetter(id);
  return (
    <>
      <p className="mb-2">
        <Link href="/admin/dead-letters" className="text-accent underline underline-offset-2">
          All dead letters
        </Link>
      </p>
      <h1 className="mb-4 text-xl font-bold wrap-anywhere">{id}</h1>
      <Answer query={letter}>
        {(found) => (
          <>
            <LetterContent letter={found} />
            <DoneNote sentence={ending && endings[ending]} />
            <ProblemNote sentence={sentence} />
            {!ending && (
              <div className="grid gap-6 lg:grid-cols-2">
                <Section
                  title="Put it back"
                  note="Once its cause is mended. Handled a second time it has no second effect."
                >
                  <ConfirmButton
                    className="button button-primary"
                    question={`Put ${id} back on ${found.topic}?`}
                    consequence="It is handled again at once. If the cause is still there, it comes back as a new dead letter."
                    verb="Put it back"
                    disabled={isBusy}
                    onConfirm={replay}
                  >
                    Replay
                  </ConfirmButton>
                </Section>
                <Section title="Give it up" note="The reason is kept in the audit log.">
                  <DiscardForm id={id} isBusy={isBusy} onDiscard={discard} />
                </Section>
              </div>
            )}
          </>
        )}
      </Answer>
    </>
  );
}
