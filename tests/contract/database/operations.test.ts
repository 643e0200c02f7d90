import { describeOperations } from './operations-suite.ts';
import { keepPrivateDatabase } from './private-database.ts';

const own = keepPrivateDatabase();
describeOperations('operations, on MariaDB', () => own.db);
