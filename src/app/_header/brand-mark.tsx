/** A raised gate between its posts, and the water that runs through. */
export function BrandMark() {
  return (
    <svg viewBox="0 0 24 24" className="size-7" fill="none" aria-hidden="true">
      <path d="M3.5 3v18M20.5 3v18" stroke="currentColor" strokeWidth="2" strokeLinecap="round" />
      <rect x="7" y="3" width="10" height="8" rx="1.4" fill="currentColor" />
      <g className="stroke-accent" strokeWidth="2" strokeLinecap="round">
        <path d="M7 15.2c1.7-1.5 3.3-1.5 5 0s3.3 1.5 5 0" />
        <path d="M7 19.6c1.7-1.5 3.3-1.5 5 0s3.3 1.5 5 0" />
      </g>
    </svg>
  );
}
