import { z } from 'zod';

const LONGEST = 120;

/** What a message that is not of its schema leaves behind: zod's list of issues, as JSON over many lines. */
const issues = z
  .array(z.object({ path: z.array(z.union([z.string(), z.number()])), message: z.string() }))
  .min(1);

function readIssues(error: string): z.infer<typeof issues> | undefined {
  try {
    return issues.safeParse(JSON.parse(error)).data;
  } catch {
    return undefined;
  }
}

/** An error in one line of a list: the first of what a schema found wrong, or the first line that says something. */
export function errorLine(error: string): string {
  const [first, ...others] = readIssues(error) ?? [];
  const place = first && first.path.length > 0 ? `${first.path.join('.')}: ` : '';
  const more = others.length > 0 ? `, and ${others.length} more` : '';
  const line = first
    ? `${place}${first.message}${more}`
    : (error.split('\n').find((one) => one.trim() !== '') ?? '');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}
