import { config } from 'zod/v4/core';

// Zod tries out whether it may compile code. The pages' policy forbids it, and the browser tells of each attempt.
config({ jitless: true });
