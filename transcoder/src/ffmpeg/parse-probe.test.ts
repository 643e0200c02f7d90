import { describe, expect, it } from 'vitest';
import { sourceFacts } from '../../../src/lib/domain/source-facts.ts';
import { parseProbe, parseProbeJson } from './parse-probe.ts';

const video = {
  index: 0,
  codec_type: 'video',
  codec_name: 'h264',
  profile: 'High',
  width: 1920,
  height: 1080,
  coded_width: 1920,
  coded_height: 1088,
  sample_aspect_ratio: '1:1',
  r_frame_rate: '25/1',
  avg_frame_rate: '25/1',
  color_space: 'unknown',
};
const audio = {
  index: 1,
  codec_type: 'audio',
  codec_name: 'aac',
  channels: 2,
  sample_rate: '44100',
  start_time: '0.02',
};
const measured = {
  sizeBytes: 1_000,
  firstFrameSeconds: 0.08,
  endSeconds: 10.08,
  lastFrameSeconds: 10.04,
  frameCount: 250,
  loudnessLufs: -23.5,
  span: { startSeconds: 0.08, endSeconds: 10.08, keyframeSeconds: [0.08, 2.08, 4.08, 6.08, 8.08] },
};

function parse(streams: readonly object[], format: object = {}) {
  const json = JSON.stringify({
    format: { format_name: 'mov,mp4,m4a,3gp,3g2,mj2', bit_rate: '800000', ...format },
    streams,
  });
  return parseProbe(parseProbeJson(json), measured);
}

describe('parseProbe', () => {
  it('gives facts that the domain accepts', () => {
    const facts = parse([video, audio]);
    expect(sourceFacts.parse(facts)).toEqual(facts);
    expect(facts.durationSeconds).toBeCloseTo(10, 9);
    expect(facts.video).toMatchObject({ width: 1920, height: 1080, startSeconds: 0.08, colorSpace: null });
    expect(facts.video.keyframeInterval).toBe(50);
    expect(facts.audio).toMatchObject({
      streamIndex: 1,
      sampleRate: 44_100,
      startSeconds: 0.02,
      loudnessLufs: -23.5,
    });
  });

  it.each([
    {
      turn: 'a quarter by its matrix',
      extra: { side_data_list: [{ rotation: -90 }] },
      size: [1080, 1920],
      degrees: 90,
    },
    { turn: 'a quarter by its tag', extra: { tags: { rotate: '270' } }, size: [1080, 1920], degrees: 270 },
    { turn: 'upside down', extra: { side_data_list: [{ rotation: 180 }] }, size: [1920, 1080], degrees: 180 },
    {
      turn: 'nothing, but has wide pixels',
      extra: { width: 1440, sample_aspect_ratio: '4:3' },
      size: [1920, 1080],
      degrees: 0,
    },
    {
      turn: 'nothing, with no pixel shape stated',
      extra: { sample_aspect_ratio: '0:1' },
      size: [1920, 1080],
      degrees: 0,
    },
  ])('measures the picture as it is seen when it is turned $turn', ({ extra, size, degrees }) => {
    const facts = parse([{ ...video, ...extra }]);
    expect([facts.video.width, facts.video.height]).toEqual(size);
    expect(facts.video.rotationDegrees).toBe(degrees);
    expect(facts.audio).toBeNull();
  });

  it('takes the film and not the cover art, the marked sound and not the first', () => {
    const cover = { ...video, codec_name: 'mjpeg', disposition: { attached_pic: 1 } };
    const facts = parse([
      cover,
      { ...video, index: 2 },
      audio,
      { ...audio, index: 3, disposition: { default: 1 } },
    ]);
    expect(facts.video.codec).toBe('h264');
    expect(facts.audio?.streamIndex).toBe(3);
  });

  it.each([
    { what: 'a playlist', streams: [video], format: { format_name: 'hls' }, code: 'UNSUPPORTED_MEDIA' },
    { what: 'sound alone', streams: [audio], format: {}, code: 'NO_VIDEO_STREAM' },
    {
      what: 'an unknown codec',
      streams: [{ ...video, codec_name: undefined }],
      format: {},
      code: 'UNSUPPORTED_MEDIA',
    },
    { what: 'a picture without size', streams: [{ ...video, width: 0 }], format: {}, code: 'CORRUPT_MEDIA' },
    {
      what: 'a giant picture',
      streams: [{ ...video, width: 16_384, height: 8_192 }],
      format: {},
      code: 'MEDIA_LIMIT_EXCEEDED',
    },
  ])('refuses $what with $code', ({ streams, format, code }) => {
    expect(() => parse(streams, format)).toThrow(expect.objectContaining({ code }));
  });

  it('refuses output that is not a probe', () => {
    for (const json of ['', '{', '{}', '[]']) {
      expect(() => parseProbeJson(json)).toThrow(expect.objectContaining({ code: 'CORRUPT_MEDIA' }));
    }
  });
});
