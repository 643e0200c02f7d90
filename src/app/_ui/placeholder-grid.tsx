/** Grey shapes of the cards to come. */
export function PlaceholderGrid() {
  return (
    <div role="status" className="grid gap-x-6 gap-y-9 sm:grid-cols-2 lg:grid-cols-3 xl:grid-cols-4">
      <span className="sr-only">Loading videos</span>
      {['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'].map((key) => (
        <div key={key} aria-hidden="true" className="animate-pulse">
          <div className="aspect-video rounded-xl bg-sunken" />
          <div className="mt-3 h-4 w-4/5 rounded bg-sunken" />
          <div className="mt-2 h-3.5 w-2/5 rounded bg-sunken" />
        </div>
      ))}
    </div>
  );
}
