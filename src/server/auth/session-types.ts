import type { Viewer } from '../accounts/viewer.ts';

declare module 'next-auth/jwt' {
  interface JWT {
    /** Names the row of `sessions` that must live for this token to count. */
    sid: string;
  }
}

declare module 'next-auth' {
  /** Who has just signed in, with the session that was opened for it. */
  interface User {
    sid: string;
  }
  interface Session {
    user?: Viewer;
  }
}
