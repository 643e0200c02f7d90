import { spawn } from 'node:child_process';

/** A call of the engine that is not answered by then is given up. */
const CALL_TIMEOUT_MS = 60_000;

export interface DockerAnswer {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command line, and all of its environment: where the engine is, and where it finds its own parts. */
export interface DockerProgram {
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

export interface DockerCall {
  /** The values of variables that the arguments name: on a command line everybody could read them. */
  readonly env?: Readonly<Record<string, string>>;
  /** Waits for as long as it takes. */
  readonly isPatient?: boolean;
}

/** Runs the docker program, by a list of arguments and never by a shell. Rejects when it can not be started. */
export function runDocker(
  program: DockerProgram,
  args: readonly string[],
  { env = {}, isPatient = false }: DockerCall = {},
): Promise<DockerAnswer> {
  return new Promise((resolve, reject) => {
    const child = spawn(program.path, [...args], {
      env: { NODE_ENV: 'production', ...program.environment, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(isPatient ? {} : { timeout: CALL_TIMEOUT_MS, killSignal: 'SIGKILL' }),
    });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.once('error', reject);
    child.once('close', (code) =>
      resolve({
        code,
        stdout: Buffer.concat(out).toString().trim(),
        stderr: Buffer.concat(err).toString().trim(),
      }),
    );
  });
}
