import { preflight, throughDoor } from '#server/api/door.ts';
import { answerFormUpload } from '#server/api/form-upload.ts';

export const dynamic = 'force-dynamic';

export function POST(request: Request): Promise<Response> {
  const rules = {
    limit: 'upload',
    scope: 'uploads:write',
    contentTypes: ['multipart/form-data'],
  } as const;
  return throughDoor(request, rules, (call) => answerFormUpload(request, call));
}

export { preflight as OPTIONS };
