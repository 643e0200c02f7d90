/** What every Node program of the stack is started with. */
export const nodeArgs: readonly string[] = [
  // V8 lets its nursery grow to three times 16 MB and keeps it. Ours hold little, and bytes of media never:
  // a small one keeps what they take from growing by 50 MB under load.
  '--max-semi-space-size=4',
];
