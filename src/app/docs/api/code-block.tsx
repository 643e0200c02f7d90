/** Scrolls by itself, so that a long line moves no page; reachable by keyboard for that. */
export function CodeBlock({ source }: { readonly source: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable without a mouse
    <pre tabIndex={0} className="overflow-x-auto rounded-lg bg-sunken p-3 text-sm leading-relaxed">
      <code>{source}</code>
    </pre>
  );
}
