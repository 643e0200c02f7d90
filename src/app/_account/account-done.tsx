import { DoneNote } from '../_ui/done-note.tsx';
import { AccountLink } from './account-link.tsx';

interface AccountDoneProps {
  readonly sentence: string;
  /** Where to go on to. */
  readonly href: string;
  readonly link: string;
}

/** What a link in a letter has brought about. */
export function AccountDone({ sentence, href, link }: AccountDoneProps) {
  return (
    <div className="grid gap-5">
      <DoneNote sentence={sentence} />
      <p>
        <AccountLink href={href}>{link}</AccountLink>
      </p>
    </div>
  );
}
