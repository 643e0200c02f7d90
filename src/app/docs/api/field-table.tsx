import { limitsOf, nameOfType } from '#server/api/openapi/describe-schema.ts';
import type { SchemaObject } from '#server/api/openapi/openapi-types.ts';
import { Prose } from './prose.tsx';

interface Field {
  readonly name: string;
  readonly note?: string;
  readonly isRequired: boolean;
  readonly schema: SchemaObject;
}

interface FieldTableProps {
  readonly title: string;
  readonly fields?: readonly Field[];
  /** Instead of `fields`: its properties. */
  readonly schema?: SchemaObject;
}

function fieldsOf(schema: SchemaObject | undefined): readonly Field[] {
  const required = new Set(schema?.required ?? []);
  return Object.entries(schema?.properties ?? {}).map(([name, inner]) => ({
    name,
    isRequired: required.has(name),
    schema: inner,
  }));
}

/** Names, types and limits. */
export function FieldTable({ title, fields, schema }: FieldTableProps) {
  const rows = fields ?? fieldsOf(schema);
  if (rows.length === 0) return null;
  return (
    <>
      <h4 className="mt-4 text-sm font-semibold">{title}</h4>
      <ul className="mt-1 divide-y divide-line text-sm">
        {rows.map(({ name, note, isRequired, schema: of }) => (
          <li key={name} className="grid gap-x-4 py-1.5 sm:grid-cols-[12rem_1fr]">
            <span>
              <code className="font-semibold wrap-anywhere">{name}</code>
              {!isRequired && <span className="ml-2 text-muted">optional</span>}
            </span>
            <span className="text-muted wrap-anywhere">
              {[note, nameOfType(of), limitsOf(of)].filter(Boolean).join(' · ')}
              {of.description && <Prose text={of.description} />}
            </span>
          </li>
        ))}
      </ul>
    </>
  );
}
