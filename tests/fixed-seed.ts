/** The same cases in every run: a red run can be repeated, and a commit is not refused for what it did not change. */
import fc from 'fast-check';

fc.configureGlobal({ seed: 20_261_122 });
