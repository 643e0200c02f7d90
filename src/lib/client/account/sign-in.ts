import { signIn } from 'next-auth/react';

export type SignInResult = 'signed-in' | 'refused' | 'too-many' | 'unreachable';

export async function signInWithPassword(email: string, password: string): Promise<SignInResult> {
  try {
    const answer = await signIn('credentials', { redirect: false, email: email.trim(), password });
    if (answer?.ok) return 'signed-in';
    if (answer?.status === 429) return 'too-many';
    return answer?.status === 401 ? 'refused' : 'unreachable';
  } catch {
    // next-auth rejects only when its own calls got no answer.
    return 'unreachable';
  }
}
