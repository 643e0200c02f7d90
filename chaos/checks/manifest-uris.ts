/** Every file that a manifest names. Of HLS the lines without `#` and each URI; of DASH the attributes that name files. */
export const urisOf = (text: string): string[] => [
  ...text.split('\n').filter((line) => /^[^#<\s].*\.(m3u8|m4s|mp4|vtt)$/.test(line)),
  ...[...text.matchAll(/(?:URI|media|sourceURL)="([^"$]+)"/g)].map(([, uri = '']) => uri),
];
