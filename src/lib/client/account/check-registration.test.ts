import { expect, test } from 'vitest';
import { checkRegistration } from './check-registration.ts';

const good = { name: 'Ada', email: 'ada@example.org', password: 'correct horse' };

test('a whole registration has nothing to put right', () => expect(checkRegistration(good)).toEqual({}));

test.each([
  [{ ...good, name: '  ' }, ['name']],
  [{ ...good, email: 'ada@' }, ['email']],
  [{ ...good, password: 'short' }, ['password']],
  [{ ...good, password: 'x'.repeat(129) }, ['password']],
  [{ name: '', email: '', password: '' }, ['name', 'email', 'password']],
])('every field that is wrong gets its own sentence', (given, fields) => {
  expect(Object.keys(checkRegistration(given))).toEqual(fields);
});
