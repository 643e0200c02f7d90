import type { HttpMethod, OperationObject } from '#server/api/openapi/openapi-types.ts';
import { CodeBlock } from './code-block.tsx';
import { FieldTable } from './field-table.tsx';
import { Prose } from './prose.tsx';

export interface ShownOperation {
  readonly method: HttpMethod;
  readonly path: string;
  readonly operation: OperationObject;
}

/** One call: what it does, what it takes and answers, and a line for the shell. */
export function Operation({ method, path, operation }: ShownOperation) {
  const { operationId, summary, description, parameters = [], requestBody, responses } = operation;
  const [status = '', success] = Object.entries(responses)[0] ?? [];
  const body = Object.values(requestBody?.content ?? {})[0];
  const answer = success?.content?.['application/json'];
  const data = answer?.schema?.properties?.data;
  const fields = parameters.map(({ name, in: place, required, schema, description: text }) => ({
    name,
    note: place,
    isRequired: required === true,
    schema: { ...schema, ...(text && { description: text }) },
  }));
  return (
    <article id={operationId} className="card scroll-mt-24 p-4 sm:p-6">
      <h3 className="text-lg font-semibold">
        <a href={`#${operationId}`}>{summary}</a>
      </h3>
      <p className="mt-1 font-mono text-sm wrap-anywhere">
        <span className="font-bold text-accent uppercase">{method}</span> {path}
      </p>
      <p className="mt-2 text-sm text-muted">{whoMayCall(operation)}</p>
      {description && <Prose text={description} className="mt-3 max-w-prose" />}
      {operation['x-codeSamples']?.map(({ source }) => (
        <div key={source} className="mt-4">
          <CodeBlock source={source} />
        </div>
      ))}
      {fields.length > 0 && <FieldTable title="Parameters" fields={fields} />}
      {body?.schema && (
        <FieldTable
          title={requestBody?.content['multipart/form-data'] ? 'Form' : 'Body'}
          schema={body.schema}
        />
      )}
      <details className="mt-4">
        <summary className="text-sm font-semibold">Answer {status}</summary>
        {data && <FieldTable title="Data" schema={data} />}
        {answer?.example !== undefined && (
          <div className="mt-3">
            <CodeBlock source={JSON.stringify(answer.example, null, 2)} />
          </div>
        )}
      </details>
    </article>
  );
}

function whoMayCall(operation: OperationObject): string {
  const isOpen = operation.security?.some((one) => Object.keys(one).length === 0);
  const scope = operation['x-scope'];
  if (scope) return isOpen ? `Open to all; a key needs ${scope}` : `Access token, or a key with ${scope}`;
  return isOpen ? 'Open to all' : 'Access token';
}
