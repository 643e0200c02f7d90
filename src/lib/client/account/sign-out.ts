/**
 * Ends the session on the server and takes its cookies away, then loads the first page anew, so that nothing of who was
 * here stays in memory.
 * @returns only when the server did not answer: whoever leaves must know that they have not left
 */
export async function signOutHere(): Promise<'unreachable'> {
  try {
    const answer = await fetch('/api/v1/auth/logout', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    // 401: there was no session any more.
    if (!answer.ok && answer.status !== 401) return 'unreachable';
    window.location.assign('/');
    return await new Promise(() => undefined);
  } catch {
    return 'unreachable';
  }
}
