export const metadata = { title: 'Not available' };

/** No way from here to the site: its pages show in no frame. */
export default function EmbedNotFound() {
  return (
    <div className="grid h-full place-content-center p-6 text-center text-white">
      <h1 className="text-lg font-semibold">This video is not available</h1>
      <p className="mt-1 text-sm text-white/80">It may be gone, or private.</p>
    </div>
  );
}
