import { signIn } from 'next-auth/react';

/** `refused` by the password; `told`: with a sentence of the server's, such as why the account is banned. */
export type SignInResult =
  | { readonly kind: 'signed-in' | 'refused' | 'too-many' | 'unreachable' }
  | { readonly kind: 'told'; readonly sentence: string };

/** What next-auth says of credentials that were not right. */
const WRONG = 'CredentialsSignin';

export async function signInWithPassword(email: string, password: string): Promise<SignInResult> {
  try {
    const answer = await signIn('credentials', { redirect: false, email: email.trim(), password });
    if (answer?.ok) return { kind: 'signed-in' };
    if (answer?.status === 429) return { kind: 'too-many' };
    if (answer?.status !== 401) return { kind: 'unreachable' };
    if (!answer.error || answer.error === WRONG) return { kind: 'refused' };
    // A sentence has spaces; a code that is not for people has none.
    return answer.error.includes(' ') ? { kind: 'told', sentence: answer.error } : { kind: 'unreachable' };
  } catch {
    // next-auth rejects only when its own calls got no answer.
    return { kind: 'unreachable' };
  }
}
