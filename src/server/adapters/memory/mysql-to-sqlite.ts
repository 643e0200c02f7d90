/** MySQL's words that mean the same to SQLite. Any other is refused: what is not known to agree might differ in silence. */
const sharedWords = new Set(
  `select from where and or not in is null order by asc desc limit offset group having distinct left inner join on as
   insert into values update set delete count sum min max coalesce substr between exists true false case when then else end`.split(
    /\s+/,
  ),
);
const sharedSigns = new Set(['(', ')', ',', '.', '=', '<', '>', '<=', '>=', '<>', '*', '+', '-', '?']);

const token = /`[^`]*`|'(?:[^']|'')*'|\d+(?:\.\d+)?|[A-Za-z_]\w*|<=|>=|<>|[^\s]/g;

/** Gives a column's default as a literal; `null` where it has none. */
export type DefaultOf = (table: string, column: string) => string;

/**
 * Translates one statement as drizzle writes it. Row locks are dropped: SQLite runs one transaction at a time.
 * @throws Error for anything that is not known to mean the same
 */
export function translateStatement(mysql: string, defaultOf: DefaultOf): string {
  const unlocked = mysql.replace(/ for update( skip locked)?$/, '');
  const plain = unlocked.startsWith('insert ')
    ? translateInsert(unlocked, defaultOf)
    : translateLimit(unlocked);
  for (const part of plain.checked.match(token) ?? []) {
    const isName = part.startsWith('`') || part.startsWith("'") || /^\d/.test(part);
    if (!isName && !sharedSigns.has(part) && !sharedWords.has(part.toLowerCase()))
      throw new Error(`the in-memory database does not know \`${part}\` in: ${mysql}`);
  }
  return plain.checked + plain.added;
}

interface Translated {
  /** Still to be looked through. */
  readonly checked: string;
  /** SQLite's own words. */
  readonly added: string;
}

/** SQLite has no LIMIT for what changes rows. */
function translateLimit(statement: string): Translated {
  const found = /^(delete from|update) (`\w+`)(.*?)( where .*?)?( order by .*?)?( limit \S+)$/s.exec(
    statement,
  );
  if (!found) return { checked: statement, added: '' };
  const [, verb, table = '', set = '', where = '', order = '', limit = ''] = found;
  const chosen = `(select rowid from ${table}${where}${order}${limit})`;
  return {
    checked: `${verb} ${table}${set} where \`rowid\` in ${chosen.replace('rowid', '`rowid`')}`,
    added: '',
  };
}

/** `insert [ignore] into … (…) values (…), (…) [on duplicate key update …]`: SQLite has no `default` among values. */
function translateInsert(statement: string, defaultOf: DefaultOf): Translated {
  const found =
    /^insert (ignore )?into `(\w+)` \(([^)]*)\) values (\(.*?\))(?: on duplicate key update (.*))?$/s.exec(
      statement,
    );
  if (!found) throw new Error(`the in-memory database does not know this insert: ${statement}`);
  const [, ignore, table = '', names = '', tuples = '', onDuplicate] = found;
  const columns = names.split(', ').map((name) => name.replaceAll('`', ''));
  const rows = tuples
    .slice(1, -1)
    .split('), (')
    .map((row) => {
      const values = row.split(', ');
      if (values.length !== columns.length) throw new Error(`unequal values in: ${statement}`);
      return values.map((value, at) => (value === 'default' ? defaultOf(table, columns[at] ?? '') : value));
    });
  const values = rows.map((row) => `(${row.join(', ')})`).join(', ');
  const checked = `insert into \`${table}\` (${names}) values ${values}`;
  // Not `or ignore`, which would also pass over a NULL or a text that the column refuses.
  if (ignore) return { checked, added: ' on conflict do nothing' };
  return { checked, added: onDuplicate ? ` on conflict do update set ${translateValues(onDuplicate)}` : '' };
}

/** `values(x)` of an upsert is what would have been inserted. */
function translateValues(assignments: string): string {
  return assignments.replaceAll(/values\((`\w+`)\)/g, 'excluded.$1');
}
