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
  /** One below the heading that it stands under; 4 unless said otherwise. */
  readonly level?: 3 | 4;
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
export function FieldTable({ title, level = 4, fields, schema }: FieldTableProps) {
  const rows = fields ?? fieldsOf(schema);
  if (rows.length === 0) return null;
  const Heading = level === 3 ? 'h3' : 'h4';
  return (
    <>
      <Heading className="mt-4 text-sm font-semibold">{title}</Heading>
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
