/** What a person does at the door. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';

/** Registers in the page; the browser is signed in afterwards. */
export async function registerInPage(page: Page, name: string): Promise<void> {
  await page.goto('/register?next=/upload');
  await page.getByLabel('Name').fill(name);
  await page.getByLabel('E-mail').fill(`${randomUUID()}@example.test`);
  await page.getByLabel('Password').fill(`pass-${randomUUID()}`);
  await page.getByRole('button', { name: 'Create account' }).click();
  // By the path alone: the address of the form names it too.
  await page.waitForURL(({ pathname }) => pathname === '/upload');
}

/** Signs in in the page, and is led to `path`. */
export async function signInInPage(
  page: Page,
  { email, password }: { readonly email: string; readonly password: string },
  path: string,
): Promise<void> {
  await page.goto(`/sign-in?next=${encodeURIComponent(path)}`);
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(({ pathname }) => pathname === path);
}
