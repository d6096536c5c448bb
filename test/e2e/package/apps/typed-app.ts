// Compiled by the test in both of TypeScript's ways to find a package, and never run.
import session from 'express-session';
import { SqliteStore, type SqliteStoreOptions } from 'session-inspector/store';

const options: SqliteStoreOptions = { path: 'sessions.db', idleLimitMs: 1, sweepEveryMs: 0, onSweepError: () => {} };
const store: session.Store = new SqliteStore(options);
export const middleware = session({ store, secret: 'keyboard cat', resave: false, saveUninitialized: false });
// @ts-expect-error A store without a path is a mistake.
export const pathless = new SqliteStore({});
