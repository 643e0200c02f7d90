/** A migration as drizzle-kit writes it. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

const REMOVES = /^(DROP|RENAME)\b|\b(DROP COLUMN|RENAME|CHANGE COLUMN|DROP PRIMARY KEY)\b/i;
const ADDS_DEMAND = /^ALTER TABLE `(\w+)` ADD `(\w+)` (?!.*\bDEFAULT\b).*\bNOT NULL\b/i;
const MODIFIES = /^ALTER TABLE `(\w+)` MODIFY COLUMN `(\w+)` (.+)$/i;
const CREATES = /^CREATE TABLE `(\w+)`/i;
const ENUM = /enum\(([^)]*)\)/i;

/**
 * While replicas are replaced, the programs of before run on the new tables: a migration may give them more, and must
 * not take, rename or demand anything. Widening an enumeration gives more.
 * @returns a line for each statement that does not keep to it
 */
export function findContractions(migrations: readonly Migration[]): readonly string[] {
  const enums = new Map<string, readonly string[]>();
  return migrations.flatMap(({ name, sql }) =>
    sql.split('--> statement-breakpoint').flatMap((text) => {
      const statement = text.trim().replace(/;$/, '');
      const fault = judge(statement, enums);
      noteEnums(statement, enums);
      return fault === undefined ? [] : [`${name}: ${fault}: ${statement.slice(0, 120)}`];
    }),
  );
}

function judge(statement: string, enums: ReadonlyMap<string, readonly string[]>): string | undefined {
  if (REMOVES.test(statement)) return 'takes something away';
  if (ADDS_DEMAND.test(statement)) return 'demands a value that older programs do not write';
  const [, table, column, type = ''] = MODIFIES.exec(statement) ?? [];
  if (table === undefined) return undefined;
  const before = enums.get(`${table}.${column}`);
  const after = valuesOf(type);
  const isWider = before?.every((value) => after.includes(value)) ?? false;
  return isWider ? undefined : 'changes a column';
}

function noteEnums(statement: string, enums: Map<string, readonly string[]>): void {
  const [, altered, column, type] =
    /^ALTER TABLE `(\w+)` (?:ADD|MODIFY COLUMN) `(\w+)` (.+)$/i.exec(statement) ?? [];
  if (altered !== undefined && type !== undefined && ENUM.test(type))
    enums.set(`${altered}.${column}`, valuesOf(type));
  const created = CREATES.exec(statement)?.[1];
  if (created === undefined) return;
  for (const [, name, list] of statement.matchAll(/`(\w+)` (enum\([^)]*\))/gi))
    enums.set(`${created}.${name}`, valuesOf(list ?? ''));
}

const valuesOf = (type: string): readonly string[] =>
  [...(ENUM.exec(type)?.[1] ?? '').matchAll(/'([^']*)'/g)].map(([, value = '']) => value);
