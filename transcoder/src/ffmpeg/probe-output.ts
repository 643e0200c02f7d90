import { z } from 'zod';

/** ffprobe's JSON: numbers come as text, unknown ones as `N/A` or not at all. */
const numeric = z
  .union([z.string(), z.number()])
  .optional()
  .transform((value) => {
    const number = Number(value);
    return value === undefined || value === '' || !Number.isFinite(number) ? null : number;
  });

const text = z
  .string()
  .optional()
  .transform((value) =>
    value === undefined || value === 'unknown' || value === 'unspecified' ? null : value,
  );

/** `30000/1001` or `16:9`; null for `0/0` and the like. */
const fraction = z
  .string()
  .optional()
  .transform((value) => {
    const [, num, den] = /^(\d+)[/:](\d+)$/.exec(value ?? '') ?? [];
    const parsed = { num: Number(num), den: Number(den) };
    return parsed.num > 0 && parsed.den > 0 ? parsed : null;
  });

const stream = z.object({
  index: z.int(),
  codec_type: z.string().optional(),
  codec_name: text,
  profile: text,
  width: numeric,
  height: numeric,
  coded_width: numeric,
  coded_height: numeric,
  sample_aspect_ratio: fraction,
  r_frame_rate: fraction,
  avg_frame_rate: fraction,
  start_time: numeric,
  duration: numeric,
  bit_rate: numeric,
  nb_frames: numeric,
  pix_fmt: text,
  color_transfer: text,
  color_primaries: text,
  color_space: text,
  color_range: text,
  field_order: text,
  channels: numeric,
  sample_rate: numeric,
  disposition: z.object({ attached_pic: z.number().optional(), default: z.number().optional() }).optional(),
  tags: z.record(z.string(), z.unknown()).optional(),
  side_data_list: z.array(z.object({ rotation: z.number().optional() })).optional(),
});
export type ProbedStream = z.infer<typeof stream>;

const frame = z.object({ stream_index: z.int().optional(), best_effort_timestamp_time: numeric });

export const probeOutput = z.object({
  format: z.object({
    format_name: z.string(),
    duration: numeric,
    start_time: numeric,
    bit_rate: numeric,
  }),
  streams: z.array(stream),
  /** The first ones, of any stream. */
  frames: z.array(frame).default([]),
});
export type ProbeOutput = z.infer<typeof probeOutput>;
