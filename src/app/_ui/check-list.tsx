interface CheckListProps<Value extends string> {
  readonly legend: string;
  /** Of the form's field: one entry for each that is ticked. */
  readonly name: string;
  readonly values: readonly Value[];
  readonly sentences: Readonly<Record<Value, string>>;
  readonly ticked: readonly Value[];
}

/** Things to tick, each in words and as programs call it. */
export function CheckList<Value extends string>({
  legend,
  name,
  values,
  sentences,
  ticked,
}: CheckListProps<Value>) {
  return (
    <fieldset>
      <legend className="mb-1 text-sm font-semibold">{legend}</legend>
      {values.map((value) => (
        <label key={value} className="flex items-start gap-3 py-1.5">
          <input
            type="checkbox"
            name={name}
            value={value}
            defaultChecked={ticked.includes(value)}
            className="mt-1 size-4.5 shrink-0 accent-accent"
          />
          <span>
            {sentences[value]} <code className="text-sm whitespace-nowrap text-muted">{value}</code>
          </span>
        </label>
      ))}
    </fieldset>
  );
}
