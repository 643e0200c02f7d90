interface FiguresProps {
  readonly figures: readonly { readonly name: string; readonly value: string; readonly note?: string }[];
}

/** A few numbers to take in at a glance. */
export function Figures({ figures }: FiguresProps) {
  return (
    <dl className="grid grid-cols-2 gap-3 sm:grid-cols-3 lg:grid-cols-6">
      {figures.map(({ name, value, note }) => (
        <div key={name} className="card p-4">
          <dt className="text-sm text-muted">{name}</dt>
          <dd className="tabular mt-1 text-2xl font-bold">{value}</dd>
          {note && <dd className="mt-0.5 text-sm text-muted">{note}</dd>}
        </div>
      ))}
    </dl>
  );
}
