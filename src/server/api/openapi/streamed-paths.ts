import type { PathItem, SchemaObject } from './openapi-types.ts';

const text: SchemaObject = { type: 'string' };

/** What is served beside the procedures, because it streams. */
export const streamedPaths: Readonly<Record<string, PathItem>> = {
  '/videos/{id}/events': {
    get: {
      operationId: 'videos-events',
      summary: 'Live events of a video',
      description:
        'Server-sent events, the snapshot first: `upload-progress`, `processing-started`, `status`, `playable`, `ready`, `failed`, `deleted`. Each carries the body of the status call and a growing id; `Last-Event-ID` resumes.',
      tags: ['videos'],
      'x-scope': 'videos:read',
      parameters: [
        { name: 'id', in: 'path', required: true, schema: text },
        { name: 'Last-Event-ID', in: 'header', description: 'The last one that was seen.', schema: text },
      ],
      responses: { 200: { description: 'The stream.', content: { 'text/event-stream': { schema: text } } } },
    },
  },
};
