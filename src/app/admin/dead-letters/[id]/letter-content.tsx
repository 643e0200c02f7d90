import { formatMoment } from '#lib/client/format/age.ts';
import type { useDeadLetter } from '#lib/client/operations/use-dead-letters.ts';
import { Section } from '../../section.tsx';

type Letter = NonNullable<ReturnType<typeof useDeadLetter>['letter']['data']>;

/** The message laid out when it is JSON; as it is when it is not, which may be why it is here. */
function layOut(value: string): string {
  try {
    return JSON.stringify(JSON.parse(value), null, 2);
  } catch {
    return value;
  }
}

function Block({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    // A region that scrolls can be reached by keyboard.
    <section
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls
      tabIndex={0}
      className="card max-h-96 overflow-auto p-4"
    >
      <pre className="text-sm wrap-anywhere whitespace-pre-wrap">{text}</pre>
    </section>
  );
}

export function LetterContent({ letter }: { readonly letter: Letter }) {
  const facts = [
    ['Topic', letter.topic],
    ['Place', `partition ${letter.partition}, offset ${letter.offset}`],
    ['Key', letter.key],
    ['Tries', String(letter.tries)],
    ['Given up', formatMoment(letter.deadAt)],
    ['traceparent', letter.traceparent ?? 'none'],
  ] as const;
  return (
    <>
      <dl className="card grid gap-x-6 gap-y-2 p-4 sm:grid-cols-[auto_1fr]">
        {facts.map(([name, value]) => (
          <div key={name} className="sm:contents">
            <dt className="text-sm text-muted">{name}</dt>
            <dd className="wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      <Section title="Error">
        <Block label="Text of the error" text={letter.error} />
      </Section>
      <Section title="Message">
        <Block label="Text of the message" text={layOut(letter.value)} />
      </Section>
    </>
  );
}
