import session from 'express-session';
import { describeSessionStoreContract } from '../../support/session-store-contract.ts';
import { storeOnDisk } from '../../support/sqlite-store.ts';

// The contract is held against express-session's own store too: it must describe what is, not what we made.
describeSessionStoreContract('MemoryStore', () => new session.MemoryStore());
describeSessionStoreContract('SqliteSessionStore', () => storeOnDisk().store);
