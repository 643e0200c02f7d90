import path from 'node:path';

/** Root of the checkout, whatever the working directory: every path of the local stack is built from it. */
export const checkoutDir = path.resolve(import.meta.dirname, '..', '..');
