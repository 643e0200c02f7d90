import type { ReactNode } from 'react';

interface MessagePageProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Below the page's own heading. */
  readonly isInPage?: boolean;
}

/** A page, or the place of a list, that has only something to say. */
export function MessagePage({ title, children, action, isInPage = false }: MessagePageProps) {
  const Heading = isInPage ? 'h2' : 'h1';
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-4 py-16 text-center sm:py-24">
      <svg viewBox="0 0 120 64" className="w-32 text-control-line" fill="none" aria-hidden="true">
        <path d="M18 4v56M102 4v56" stroke="currentColor" strokeWidth="4" strokeLinecap="round" />
        <rect
          x="30"
          y="6"
          width="60"
          height="24"
          rx="4"
          className="fill-sunken"
          stroke="currentColor"
          strokeWidth="3"
        />
        <g className="stroke-accent" strokeWidth="3.5" strokeLinecap="round">
          <path d="M30 44c10-6 20-6 30 0s20 6 30 0" />
          <path d="M30 57c10-6 20-6 30 0s20 6 30 0" />
        </g>
      </svg>
      <Heading className="text-2xl font-bold">{title}</Heading>
      <div className="text-muted">{children}</div>
      {action}
    </div>
  );
}
