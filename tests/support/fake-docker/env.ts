/** The environment of the fake docker program: its own settings, and the values of `--env` by name. */
export const env: Readonly<NodeJS.ProcessEnv> = process.env;
