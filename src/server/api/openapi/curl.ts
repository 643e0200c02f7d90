import type { HttpMethod, OperationObject } from './openapi-types.ts';
import { sampleValue } from './sample-value.ts';

const quote = (text: string) => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The call as one types it into a shell, with `$SLUICE_KEY` or `$SLUICE_TOKEN` where it needs one. */
export function curlOf(
  baseUrl: string,
  method: HttpMethod,
  path: string,
  operation: Pick<OperationObject, 'parameters' | 'requestBody' | 'security' | 'x-scope'>,
): string {
  const sample = new Map(
    operation.parameters?.map(({ name, schema = {} }) => [name, String(sampleValue(schema, name))]),
  );
  const url = baseUrl + path.replace(/\{(\w+)\}/g, (_, name: string) => sample.get(name) ?? name);
  const body = operation.requestBody?.content['application/json']?.example;
  const isOpen = operation.security?.some((one) => Object.keys(one).length === 0) ?? true;
  const lines = [`curl${method === 'get' ? '' : ` -X ${method.toUpperCase()}`} ${quote(url)}`];
  if (!isOpen)
    lines.push(`-H "Authorization: Bearer $${operation['x-scope'] ? 'SLUICE_KEY' : 'SLUICE_TOKEN'}"`);
  if (body !== undefined)
    lines.push(`-H 'Content-Type: application/json'`, `-d ${quote(JSON.stringify(body))}`);
  const form = operation.requestBody?.content['multipart/form-data']?.schema;
  if (form) lines.push(`-F 'title=A walk in the rain'`, `-F 'video=@walk.mp4;type=video/mp4'`);
  return lines.join(' \\\n  ');
}
