import { type HttpMethod, httpMethods, type PathItem } from '#server/api/openapi/openapi-types.ts';
import { CodeBlock } from './code-block.tsx';
import { FieldTable } from './field-table.tsx';

const verify = `import { createHmac, timingSafeEqual } from 'node:crypto';

// body: the bytes as they came, before any JSON parser touched them
function isFromSluice(secret, header, body) {
  const { t, v1 = '' } = Object.fromEntries(header.split(',').map((field) => field.split('=')));
  const expected = createHmac('sha256', secret).update(\`\${t}.\`).update(body).digest();
  const given = Buffer.from(v1, 'hex');
  const isRight = given.length === expected.length && timingSafeEqual(given, expected);
  return isRight && Math.abs(Date.now() / 1000 - Number(t)) <= 300;
}`;

/** What we send, and how a receiver knows that it is us. */
export function WebhookGuide({ webhooks }: { readonly webhooks: Readonly<Record<string, PathItem>> }) {
  const sent = Object.entries(webhooks).flatMap(([type, item]) =>
    httpMethods.flatMap((method: HttpMethod) => {
      const operation = item[method];
      return operation ? [{ type, operation }] : [];
    }),
  );
  const [first] = sent;
  const body = first?.operation.requestBody?.content['application/json'];
  return (
    <div className="mt-4 grid max-w-prose grid-cols-1 gap-4">
      <p>
        We POST JSON to your URL. Answer 2xx within ten seconds, or it comes again: at least once, for about a
        day, with the same <code>Sluice-Event-Id</code>. Do nothing the second time. Whoever deletes their
        account takes their webhooks along: nothing more is sent.
      </p>
      <ul className="grid gap-1">
        {sent.map(({ type, operation }) => (
          <li key={type}>
            <code className="text-sm font-semibold">{type}</code>{' '}
            <span className="text-muted">{operation.summary}</span>
          </li>
        ))}
      </ul>
      {body?.example !== undefined && <CodeBlock source={JSON.stringify(body.example, null, 2)} />}
      <FieldTable
        level={3}
        title="Headers"
        fields={(first?.operation.parameters ?? []).map(({ name, description = '' }) => ({
          name,
          isRequired: true,
          schema: { description },
        }))}
      />
      <p>Whoever knows your URL can POST to it: check the signature, in constant time.</p>
      <CodeBlock source={verify} />
    </div>
  );
}
