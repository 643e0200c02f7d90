/** `name=value` of a cookie that an answer sets, and its attributes behind it; empty when it sets none. */
export const cookieOf = (headers: Headers, name: string): readonly string[] =>
  headers
    .getSetCookie()
    .find((line) => line.startsWith(`${name}=`))
    ?.split('; ') ?? [];
