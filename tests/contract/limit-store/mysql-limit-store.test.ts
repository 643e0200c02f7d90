import { createMysqlLimitStore } from '../../../src/server/adapters/mysql-limit-store.ts';
import { keepPrivateDatabase } from '../database/private-database.ts';
import { describeLimitStore } from './limit-store-suite.ts';

const own = keepPrivateDatabase();

describeLimitStore('limits in MySQL', () => createMysqlLimitStore(own.db));
