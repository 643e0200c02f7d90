import { videoStatuses, visibilities } from '#lib/domain/video-status.ts';
import type { PathItem, SchemaObject } from './openapi-types.ts';

const text: SchemaObject = { type: 'string' };
const arrival: SchemaObject = {
  type: 'object',
  required: ['videoId', 'status'],
  properties: { videoId: text, status: { ...text, enum: videoStatuses } },
};

/** What is served beside the procedures, because it streams. */
export const streamedPaths: Readonly<Record<string, PathItem>> = {
  '/upload': {
    post: {
      operationId: 'uploads-form',
      summary: 'Upload with a form',
      description:
        'One request with the bytes in the field `video`, streamed to the store. For programs that can do nothing else: it can not be resumed.',
      tags: ['uploads'],
      'x-scope': 'uploads:write',
      security: [{ accessToken: [] }],
      requestBody: {
        required: true,
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              required: ['video'],
              properties: {
                video: { type: 'string', format: 'binary', description: 'The file.' },
                title: { ...text, maxLength: 200 },
                description: { ...text, maxLength: 5_000 },
                visibility: { ...text, enum: visibilities },
              },
            },
          },
        },
      },
      responses: {
        200: { content: { 'application/json': { schema: arrival } } },
      },
    },
  },
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
