import { expect, test } from 'vitest';
import { embedCode, shareAddress } from './share.ts';

const origin = 'https://sluice.example';

test.each([
  [null, 'https://sluice.example/watch/V'],
  [0, 'https://sluice.example/watch/V'],
  [83.9, 'https://sluice.example/watch/V?t=83'],
])('the address that begins at %s', (seconds, address) =>
  expect(shareAddress(origin, 'V', seconds)).toBe(address),
);

test('the code to embed keeps the shape, and a title can not break out of it', () => {
  const title = 'Me & "you" <script>';
  const code = embedCode(origin, { videoId: 'V', title, startSeconds: 5, width: 1080, height: 1920 });
  expect(code).toContain('src="https://sluice.example/embed/V?t=5"');
  expect(code).toContain('title="Me &amp; &quot;you&quot; &lt;script&gt;"');
  expect(code).toContain('width="640" height="1138"');
  expect(code.match(/</g)).toHaveLength(2);
});
