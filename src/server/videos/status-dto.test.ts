import { describe, expect, it } from 'vitest';
import { explainMediaError, mediaErrorCodes } from '#lib/domain/media-error.ts';
import type { ProgressTask } from '#lib/domain/video-progress.ts';
import { videoStatuses } from '#lib/domain/video-status.ts';
import type { Outlook } from '../transcodes/forecast.ts';
import { sampleStatus } from './testing/sample-video.ts';

const encode = (rungs: readonly string[], status: ProgressTask['status']): ProgressTask => ({
  kind: 'encode',
  rungs,
  status,
  progress: 0,
  weight: 10,
});
const working = (over: Partial<Outlook> = {}): Outlook => ({
  workers: 'working',
  secondsLeft: 20,
  startsInSeconds: 0,
  ahead: 0,
  ...over,
});
const tasks = [encode(['240p'], 'done'), encode(['720p', '480p', '360p'], 'leased')];

describe('the status of a video', () => {
  it('while it is encoded tells stage, percent, time left and rungs', () => {
    const outlook = working({ secondsLeft: 9.2 });
    expect(sampleStatus({}, { tasks, outlook })).toMatchObject({
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

  it.each(videoStatuses)('%s says that processing is delayed only while it is under way', (status) => {
    const { message } = sampleStatus({ status }, { isDelayed: true });
    expect(message.startsWith('Processing is delayed.')).toBe(['queued', 'processing'].includes(status));
  });

  it.each(videoStatuses)('%s says a sentence', (status) => {
    expect(sampleStatus({ status }).message).toMatch(/^[A-Z].*\.$/);
  });

  it.each([
    ['nothing is known of the queue yet', null, 0, 'Waiting for a worker.'],
    ['a worker is free', working(), 0, 'Waiting for a worker.'],
    ['nobody launches workers', working({ workers: 'none', secondsLeft: null }), 0, 'Waiting for a worker.'],
    ['a worker starts', working({ workers: 'starting' }), 0, 'A worker is starting.'],
    ['one is served before it', working({ ahead: 1 }), 1, 'Behind 1 other video.'],
    ['three are', working({ ahead: 3, workers: 'starting' }), 3, 'Behind 3 other videos.'],
  ])('while it waits and %s says so', (_, outlook, queuePosition, message) => {
    const status = sampleStatus({ status: 'queued' }, { outlook });
    expect(status).toMatchObject({ stage: 'queued', message, queuePosition });
  });

  it('says what it waits for when all workers have gone to others after it was begun', () => {
    const outlook = working({ ahead: 2, startsInSeconds: 40 });
    const told = sampleStatus({}, { tasks, outlook });
    expect(told).toMatchObject({
      queuePosition: 2,
      message: 'Behind 2 other videos.',
      stage: 'encoding-360p',
    });
    // Between two of its own tasks it waits for a moment, which is no news.
    const between = sampleStatus({}, { tasks, outlook: { ...outlook, startsInSeconds: 1 } });
    expect(between).toMatchObject({ queuePosition: null, message: 'Encoding 360p.' });
    const starting = sampleStatus({}, { tasks, outlook: working({ workers: 'starting' }) });
    expect(starting).toMatchObject({ queuePosition: null, message: 'A worker is starting.' });
  });

  it('tells the time left while it waits and while it is processed, and never else', () => {
    const outlook = working({ secondsLeft: 59.9 });
    for (const status of videoStatuses) {
      const isUnderWay = status === 'queued' || status === 'processing';
      const told = sampleStatus({ status }, { tasks, outlook }).estimatedTimeRemaining;
      expect(told).toBe(isUnderWay ? 61 : null);
    }
  });

  it('tells no time when nobody works, and a second when only the manifests are left', () => {
    const nobody = working({ workers: 'none', secondsLeft: null });
    expect(sampleStatus({}, { tasks, outlook: nobody }).estimatedTimeRemaining).toBeNull();
    expect(sampleStatus({}, { tasks, outlook: null }).estimatedTimeRemaining).toBe(1);
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
