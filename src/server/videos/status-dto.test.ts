import { describe, expect, it } from 'vitest';
import { explainMediaError, mediaErrorCodes } from '#lib/domain/media-error.ts';
import type { ProgressTask } from '#lib/domain/video-progress.ts';
import { videoStatuses } from '#lib/domain/video-status.ts';
import { sampleStatus } from './testing/sample-video.ts';

const encode = (rungs: readonly string[], status: ProgressTask['status']): ProgressTask => ({
  kind: 'encode',
  rungs,
  status,
  progress: 0,
  weight: 10,
});
const tasks = [encode(['240p'], 'done'), encode(['720p', '480p', '360p'], 'leased')];

describe('the status of a video', () => {
  it('while it is encoded tells stage, percent, time left and rungs', () => {
    expect(sampleStatus({}, { tasks })).toMatchObject({
      status: 'processing',
      version: 3,
      stage: 'encoding-360p',
      progress: 50,
      estimatedTimeRemaining: 10,
      currentResolution: '360p',
      completedResolutions: ['240p'],
      message: 'Encoding 360p.',
    });
  });

  it.each(videoStatuses)('%s says a sentence', (status) => {
    expect(sampleStatus({ status }).message).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    [null, 'Waiting for a worker.'],
    [0, 'Waiting for a worker.'],
    [3, 'Waiting for a worker behind 3 other videos.'],
  ])('while it waits at position %j says: %s', (queuePosition, message) => {
    expect(sampleStatus({ status: 'queued' }, { queuePosition })).toMatchObject({
      stage: 'queued',
      message,
      queuePosition,
    });
  });

  it('estimates no time but while it is processed', () => {
    for (const status of videoStatuses.filter((candidate) => candidate !== 'processing'))
      expect(sampleStatus({ status }, { tasks }).estimatedTimeRemaining).toBeNull();
  });

  it.each(mediaErrorCodes)('that failed with %s tells code, sentence and stage', (errorCode) => {
    expect(sampleStatus({ status: 'failed', errorCode, errorStage: 'analyzing' })).toMatchObject({
      message: explainMediaError(errorCode),
      error: { code: errorCode, message: explainMediaError(errorCode), stage: 'analyzing' },
    });
  });

  it('of a video that did not fail has no error', () => {
    expect(sampleStatus()).not.toHaveProperty('error');
  });

  it('of a video without a plan yet is analyzing at 0', () => {
    const probe: ProgressTask = { kind: 'probe', rungs: [], status: 'leased', progress: 0, weight: 0 };
    expect(sampleStatus({ plan: null, facts: null }, { tasks: [probe] })).toMatchObject({
      stage: 'analyzing',
      progress: 0,
      message: 'Looking at the file.',
      completedResolutions: [],
    });
  });
});
