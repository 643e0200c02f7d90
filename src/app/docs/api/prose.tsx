/** Text of the document, whose only markup are names between backticks. */
export function Prose({ text, className }: { readonly text: string; readonly className?: string }) {
  const pieces = text.matchAll(/`([^`]+)`|[^`]+/g);
  return (
    <p className={className}>
      {[...pieces].map(({ index, 0: piece, 1: name }) => (name ? <code key={index}>{name}</code> : piece))}
    </p>
  );
}
