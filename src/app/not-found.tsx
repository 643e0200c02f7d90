import Link from 'next/link';
import { MessagePage } from './_ui/message-page.tsx';

export const metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <MessagePage
      title="There is nothing here"
      action={
        <Link href="/" className="button button-primary">
          See all videos
        </Link>
      }
    >
      <p>The address may be wrong, the video may be gone, or it is private.</p>
    </MessagePage>
  );
}
