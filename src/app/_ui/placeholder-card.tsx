/** Grey shape of a card to come, as tall as most cards are. */
export function PlaceholderCard() {
  return (
    <div aria-hidden="true" className="animate-pulse">
      <div className="aspect-video rounded-xl bg-sunken" />
      <div className="mt-3 h-4 w-4/5 rounded bg-sunken" />
      <div className="mt-2 h-3.5 w-2/5 rounded bg-sunken" />
    </div>
  );
}
