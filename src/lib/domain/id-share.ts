const FNV_OFFSET = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

/** 0 to 1, the same for an id wherever it is asked, evenly spread over ids (FNV-1a, mixed once more: its upper bits hardly see the last letters). */
export function shareOf(id: string): number {
  let hash = FNV_OFFSET;
  for (const letter of id) hash = Math.imul(hash ^ letter.charCodeAt(0), FNV_PRIME);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
