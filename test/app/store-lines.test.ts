import { expect, test } from 'vitest';
import { createStoreLines } from '../../server/app/store-lines.ts';

const reading = {
  state: 'reading',
  shown: 'redis://127.0.0.1:6379',
  transport: 'redis',
  mapping: 'connect-redis',
  framework: 'express-session',
  confidence: 'seen',
  because: { code: 'names', count: 1, of: 1 },
} as const;
const fault = (detail: string) =>
  ({
    state: 'fault',
    shown: reading.shown,
    code: 'gone',
    sinceMs: 0,
    lastReadMs: null,
    isTriedAgain: true,
    why: { reason: 'no-answer' },
    detail,
  }) as const;

test('the terminal is told once that a store is read, and once each reason why it is not', () => {
  const lines: string[] = [];
  const tell = createStoreLines((line) => lines.push(line));
  tell({ state: 'connecting', shown: reading.shown });
  for (const state of [fault('Nothing listens there.'), reading, fault('Nothing listens there.'), reading, null])
    tell(state);
  tell(fault('It refuses the password.'));
  expect(lines).toEqual([
    'The session store redis://127.0.0.1:6379 is not read: Nothing listens there.',
    'The sessions are read from redis://127.0.0.1:6379 (connect-redis), never written.',
    'The session store redis://127.0.0.1:6379 is not read: It refuses the password.',
  ]);
  for (let n = 0; n < 100; n++) tell(fault(`Reason ${n}.`));
  expect(lines).toHaveLength(20);
});
