/** Decodes a file of our own making, whole, to nothing; the first error ends it. */
export function buildDecodeArgs(path: string): readonly string[] {
  return [
    ...['-loglevel', 'error'],
    '-xerror',
    ...['-err_detect', 'explode'],
    // Our own file, on disk: nothing else is opened.
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', 'mov'],
    ...['-f', 'mov', '-i', `file:${path}`],
    ...['-map', '0', '-fps_mode', 'passthrough'],
    ...['-f', 'null', '-'],
  ];
}
