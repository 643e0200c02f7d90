import { CopyField } from './copy-field.tsx';

interface SecretOnceProps {
  readonly label: string;
  readonly secret: string;
  readonly hint: string;
}

/** A secret that is shown this once, with a button to copy it. */
export function SecretOnce({ label, secret, hint }: SecretOnceProps) {
  return (
    <div role="status" className="rounded-lg bg-accent-wash p-4">
      <CopyField label={label} value={secret} hint={hint} />
    </div>
  );
}
