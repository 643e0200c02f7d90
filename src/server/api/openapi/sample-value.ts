import type { SchemaObject } from './openapi-types.ts';

/** What a field of this name holds, in examples that a person reads. */
const byName: Readonly<Record<string, unknown>> = {
  id: '01KAZX5V3H8T6W2M4N9QRS7BCD',
  videoId: '01KAZX5V3H8T6W2M4N9QRS7BCD',
  uploadId: '01KAZX60TWK8F4V2JD0A9Z3E5M',
  deliveryId: '01KAZXC6M5Q1P2X3Y4Z5A6B7C8',
  eventId: '01KAZXBR1C2D3E4F5G6H7J8K9M',
  email: 'ada@example.com',
  password: 'correct horse battery',
  name: 'Ada',
  title: 'A walk in the rain',
  description: 'Shot in one take.',
  filename: 'walk.mp4',
  originalFilename: 'walk.mp4',
  fileSize: 73_400_320,
  contentType: 'video/mp4',
  partSize: 8_388_608,
  partCount: 9,
  partNumber: 1,
  partNumbers: [1, 2],
  etag: '"9b2cf535f27731c974343645a3985328"',
  language: 'en',
  label: 'English',
  url: 'https://example.com/sluice',
  accessToken: 'eyJhbGciOiJkaXIi…',
  key: 'slk_pT3vQ9…',
  secret: 'whsec_3Kp9xV…',
  prefix: 'slk_pT3vQ9',
  text: 'WEBVTT\n\n00:00.000 --> 00:02.000\nIt rains.\n',
};

const MOMENT = '2026-11-21T12:00:00.000Z';

/** A value that fits the schema and shows what is meant. */
export function sampleValue(schema: SchemaObject, name = ''): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const choice = (schema.anyOf ?? schema.oneOf)?.find(({ type }) => type !== 'null');
  if (choice) return sampleValue(choice, name);
  const type = Array.isArray(schema.type) ? schema.type.find((one) => one !== 'null') : schema.type;
  if (type === 'object') return sampleObject(schema);
  if (Object.hasOwn(byName, name)) return byName[name];
  if (type === 'array') return schema.items ? [sampleValue(schema.items)] : [];
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (type === 'boolean') return true;
  return sampleText(schema, name);
}

function sampleText({ format }: SchemaObject, name: string): string {
  if (format === 'date-time' || /(At|Since)$/.test(name)) return MOMENT;
  if (/url$/i.test(name)) return 'https://sluice.example.com/…';
  if (/id$/i.test(name)) return String(byName.id);
  return name === '' ? 'text' : name;
}

/** Every field of it: an example of an answer shows all that can come. */
function sampleObject({ properties = {} }: SchemaObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, sampleValue(schema, name)]),
  );
}
