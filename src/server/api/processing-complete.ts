import { createHash, timingSafeEqual } from 'node:crypto';
import { AppError } from '#lib/domain/errors.ts';
import type { ForeignReport } from '../videos/foreign-processing.ts';
import type { RestCall } from './door.ts';
import { type ProcessingReport, processingReport } from './inputs/processing-complete.ts';
import { readJsonBody } from './json-body.ts';
import { restAnswer } from './rest-answer.ts';

/** Of equal length whatever was sent, and compared in the same time whatever it is. */
function isSecret(sent: string, secret: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(sent), digest(secret));
}

function toReport(said: ProcessingReport): ForeignReport {
  const { videoId, status, manifestUrl, thumbnailUrl, resolutions, duration, processingTime } = said;
  if (status === 'failed' || !manifestUrl) return { videoId, result: null };
  const { codec, width, height, fps, bitrate = null } = said.metadata ?? {};
  const isKnown = codec && width && height && fps;
  return {
    videoId,
    result: {
      manifestUrl,
      thumbnailUrl: thumbnailUrl ?? null,
      resolutions: resolutions ?? [],
      duration: duration ?? null,
      processingTime: processingTime ?? null,
      metadata: isKnown ? { codec, width, height, fps, bitrate } : null,
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new AppError('VALIDATION_FAILED', 'Send a JSON body.');
  }
}

/** `POST /api/webhook/processing-complete`. Without the setting there is no such call. */
export async function handleProcessingComplete(
  request: Request,
  { container, headers }: Pick<RestCall, 'container' | 'headers'>,
): Promise<Response> {
  const { WEBHOOK_SECRET: secret } = container.env;
  if (!secret) throw new AppError('NOT_FOUND');
  if (!isSecret(request.headers.get('x-webhook-secret') ?? '', secret))
    throw new AppError('UNAUTHORIZED', 'X-Webhook-Secret is missing or wrong.');
  const report = toReport(processingReport.parse(parseJson(await readJsonBody(request))));
  return restAnswer(200, { success: true, data: await container.foreignProcessing.report(report) }, headers);
}
