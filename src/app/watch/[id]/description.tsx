import { splitTimestamps } from '#lib/domain/timestamps.ts';
import { type Seek, TimeLink } from './time-link.tsx';

interface DescriptionProps {
  readonly text: string;
  /** Seconds; times beyond it are words. */
  readonly duration: number;
  readonly onSeek: Seek;
}

/** The owner's words, with the times in them as links. */
export function Description({ text, duration, onSeek }: DescriptionProps) {
  let at = 0;
  const parts = splitTimestamps(text, duration).map((part) => {
    const from = at;
    at += part.text.length;
    return { ...part, from };
  });
  return (
    <p className="mt-6 max-w-prose leading-relaxed wrap-anywhere whitespace-pre-line">
      {parts.map(({ text: words, seconds, from }) =>
        seconds === undefined ? (
          words
        ) : (
          <TimeLink key={from} seconds={seconds} onSeek={onSeek} className="text-accent tabular underline">
            {words}
          </TimeLink>
        ),
      )}
    </p>
  );
}
