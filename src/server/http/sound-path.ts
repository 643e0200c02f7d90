/**
 * The address of a request with a path that can be decoded. One that is no encoding (`/watch/%ff`) makes Next.js fail
 * before a page or route is asked; its percent signs are taken as what they are, so it names what does not exist.
 */
export function soundPath(url: string): string {
  const [path = '', ...query] = url.split('?');
  try {
    decodeURIComponent(path);
    return url;
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?');
  }
}
