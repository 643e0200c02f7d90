/** Where the browser lies. Debian's own by default: what npm would download has no place on an offline machine. */
export const chromiumPath = process.env.CHROMIUM_PATH || '/usr/bin/chromium';

/** Next's own child processes look for programs on it. */
export const inheritedPath = process.env.PATH || '/usr/bin:/bin';
