import Link from 'next/link';
import { apiScopes, scopeSentences } from '#lib/domain/api-scopes.ts';
import { CodeBlock } from './code-block.tsx';

const envelopes = `{"success": true,  "data": …}
{"success": false, "error": {"code": "VIDEO_NOT_FOUND", "message": "…", "details": {}}}`;

/** What holds for all calls. */
export function Introduction({ baseUrl }: { readonly baseUrl: string }) {
  return (
    <section className="grid max-w-prose grid-cols-1 gap-4">
      <h1 className="text-3xl font-bold">API</h1>
      <p>
        JSON over HTTPS at <code className="wrap-anywhere">{baseUrl}</code>. The same as{' '}
        <a href="/api/v1/openapi.json" className="text-accent underline underline-offset-2">
          OpenAPI 3.1
        </a>
        , for tools.
      </p>
      <p>
        Every answer has one of two forms, with the fitting HTTP status. Act on the code; show the message.
      </p>
      <CodeBlock source={envelopes} />
      <p>
        Programs send <code>Authorization: Bearer slk_…</code> with a key from{' '}
        <Link href="/settings/api-keys" className="text-accent underline underline-offset-2">
          your settings
        </Link>
        . It acts as you, within its scopes:
      </p>
      <dl className="grid gap-x-4 sm:grid-cols-[auto_1fr]">
        {apiScopes.map((scope) => (
          <div key={scope} className="contents">
            <dt>
              <code className="text-sm">{scope}</code>
            </dt>
            <dd className="text-muted max-sm:mb-2">{scopeSentences[scope]}</dd>
          </div>
        ))}
      </dl>
      <p>
        Calls that take no key need an access token of{' '}
        <a href="#accounts-login" className="text-accent underline underline-offset-2">
          signing in
        </a>
        .
      </p>
    </section>
  );
}
