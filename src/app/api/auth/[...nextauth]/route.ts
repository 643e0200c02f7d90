import { countVisit } from '#server/api/door.ts';
import { isForeignWrite } from '#server/api/origin.ts';
import { restError } from '#server/api/rest-answer.ts';
import { handleBrowserSignIn } from '#server/auth/browser-sign-in.ts';
import { webContainer } from '#server/container.ts';

/** next-auth's own page code sends forms, under a token of next-auth's own besides. */
const contentTypes = ['application/x-www-form-urlencoded', 'application/json'];

/** Built per request: the container reads the environment, which a build does not have. */
async function handle(
  request: Request,
  context: { params: Promise<{ nextauth: string[] }> },
): Promise<Response> {
  const container = webContainer();
  if (isForeignWrite(request, container.env, contentTypes)) return new Response(null, { status: 403 });
  const headers = new Headers();
  try {
    await countVisit(container, request, headers);
  } catch (error) {
    return restError(error, headers);
  }
  return handleBrowserSignIn(container, request, context);
}

export { handle as GET, handle as POST };
