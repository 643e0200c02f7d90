import { describeOperations } from '../../../tests/contract/database/operations-suite.ts';
import { openMemoryDatabase } from '../adapters/memory/memory-database.ts';
import { createMemoryEngine } from '../adapters/memory/memory-engine.ts';

const { db } = openMemoryDatabase(createMemoryEngine());
describeOperations('operations, in memory', () => db);
