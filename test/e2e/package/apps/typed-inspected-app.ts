// Compiled by the test, and never run.
import expressSession from 'express-session';
import { type InspectOptions, inspect } from 'session-inspector/express';

const options: InspectOptions = { dataDir: '/tmp/data', inProduction: false };
const session: typeof expressSession = inspect(expressSession, options);
export const middleware = session({ secret: 'keyboard cat', resave: false, saveUninitialized: false });
export const store: expressSession.Store = new session.MemoryStore();
