/** Reads what follows `npm run <command> --`. */

export interface CommandLine {
  readonly environment: string;
  readonly dryRun: boolean;
  /** Of logs and shell. */
  readonly service: string | undefined;
}

/** @throws a sentence about what it does not know */
export function parseCommandLine(args: readonly string[], takesService: boolean): CommandLine {
  let environment = 'prod';
  let dryRun = false;
  let service: string | undefined;
  const open = [...args];
  for (let word = open.shift(); word !== undefined; word = open.shift()) {
    if (word === '--dry-run') dryRun = true;
    else if (word === '--env') environment = open.shift() ?? '';
    else if (takesService && service === undefined && !word.startsWith('-')) service = word;
    else
      throw new Error(
        `"${word}" is not known: --env NAME and --dry-run are${takesService ? ', and a service' : ''}.`,
      );
  }
  if (!/^[a-z][a-z0-9-]*$/.test(environment)) throw new Error(`"${environment}" can not be an environment.`);
  return { environment, dryRun, service };
}
