import NextAuth from 'next-auth';
import { authOptions } from '#server/auth/options.ts';
import { webContainer } from '#server/container.ts';

/** Built per request: the container reads the environment, which a build does not have. */
function handle(request: Request, context: { params: Promise<{ nextauth: string[] }> }): Promise<Response> {
  return NextAuth(request as never, context as never, authOptions(webContainer()));
}

export { handle as GET, handle as POST };
