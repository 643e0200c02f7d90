/** From our BT.709 pictures to what every reader of JPEG takes for granted: BT.601, full range. */
export const jpegFilters: readonly string[] = [
  'scale=in_color_matrix=bt709:in_range=tv:out_color_matrix=bt601:out_range=pc',
  'format=yuvj420p',
];

/** One encoded JPEG a frame. */
export function buildJpegArgs(quality: number): readonly string[] {
  return [
    ...['-c:v', 'mjpeg', '-q:v', String(quality)],
    ...['-map_metadata', '-1'],
    // Each frame once, as it comes.
    ...['-fps_mode', 'passthrough'],
    ...['-f', 'image2'],
  ];
}
