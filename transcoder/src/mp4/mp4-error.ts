/** Bytes that are not the ISO-BMFF we expect of our own encoder. The message names what is off. */
export class Mp4Error extends Error {
  override readonly name = 'Mp4Error';
}
