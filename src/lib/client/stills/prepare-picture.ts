/** As large as a thumbnail is kept. */
const MAX_SIDE = 1280;
const QUALITY = 0.9;

/**
 * Turns a picture upright and to the size of a thumbnail before it is sent, so that a phone's photo of 12 MB
 * can be taken. What the browser can not read is sent as it is: the site then says what is wrong with it.
 */
export async function preparePicture(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    const scale = Math.min(1, MAX_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(bitmap.width * scale));
    canvas.height = Math.max(1, Math.round(bitmap.height * scale));
    canvas.getContext('2d')?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    bitmap.close();
    return await new Promise((resolve) => {
      canvas.toBlob((blob) => resolve(blob ?? file), 'image/jpeg', QUALITY);
    });
  } catch {
    return file;
  }
}
