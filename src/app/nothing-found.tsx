import Link from 'next/link';
import { MessagePage } from './_ui/message-page.tsx';

/** In place of a list with nothing in it. */
export function NothingFound({ isSearch }: { readonly isSearch: boolean }) {
  if (isSearch) {
    return (
      <MessagePage
        isInPage
        title="Nothing found"
        action={
          <Link href="/" className="button button-quiet">
            See all videos
          </Link>
        }
      >
        <p>No public video has all of these words in its title, description, tags or captions.</p>
      </MessagePage>
    );
  }
  return (
    <MessagePage
      isInPage
      title="No public videos yet"
      action={
        <Link href="/upload" className="button button-primary">
          Upload the first one
        </Link>
      }
    >
      <p>Videos show here once their owner has made them public.</p>
    </MessagePage>
  );
}
