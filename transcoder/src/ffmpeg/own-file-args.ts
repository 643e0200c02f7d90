/** Opens a finished segment of our own making, on disk, to decode it: the first error counts, nothing else is opened. */
export function buildOwnFileArgs(path: string): readonly string[] {
  return [
    ...['-err_detect', 'explode'],
    // More cost CPU seconds in all, and the encode beside it waits for those.
    ...['-threads', '1'],
    ...['-protocol_whitelist', 'file'],
    ...['-format_whitelist', 'mov'],
    ...['-f', 'mov', '-i', `file:${path}`],
  ];
}
