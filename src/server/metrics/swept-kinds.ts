/** Everything the sweeper mends, as the label `kind` of `sluice_swept_total`. */
export const sweptKinds = [
  /** Uploads past their lifetime: closed, what had arrived of them is aborted in the store. */
  'expired-upload',
  /** Uploads whose bytes were whole in the store while we had not noticed: queued. */
  'arrived-upload',
  /** The store's own multipart uploads that no open session belongs to: aborted. */
  'orphaned-multipart',
  /** Tasks whose lease ran out: back in the queue, or failed by their cap. */
  'lost-lease',
  /** Workers not heard of in time, at work or since their launch: their tasks go back to the queue. */
  'silent-worker',
  /** Workers that the launcher saw ended while no event had told of it: the same. */
  'ended-worker',
  /** Containers of workers that were given up, or whose launch was: stopped. */
  'useless-container',
  /** Tasks that waited for spot while there was none: any worker may take them. */
  'spot-release',
  /** Videos whose owner chose a time: public now. */
  'due-publication',
  /** Open tasks of a video that has ended: cancelled. */
  'pointless-task',
  /** Videos under way with nothing left to do and no end: given what they lack, or failed with the reason. */
  'stuck-video',
  /** Objects of no video, or of one that should have none: removed. */
  'orphaned-object',
  /** Objects of a ready video that nothing points to: removed. */
  'superseded-object',
  /** Deletions whose files are gone now, looked at once more after all workers must have stopped. */
  'finished-deletion',
  /** Deleted accounts whose last rows are gone. */
  'departed-account',
  'old-outbox-row',
  'old-inbox-row',
  'old-worker-row',
  'old-session-row',
  'old-limit-row',
  'old-link-token',
  'old-upload-lock',
  'old-delivery-row',
  'old-viewing-row',
  'old-position-row',
  'pointless-refresh',
] as const;
export type SweptKind = (typeof sweptKinds)[number];
