import { expect, test } from 'vitest';
import { holdsPseudonym } from '../../server/contract/pseudonym.ts';
import { createRedactor } from '../../server/export/redact.ts';
import { storedEntryOf } from '../../server/storage/log/stored-entry.ts';
import { aRequest } from '../export/log-entries.ts';

test.each(['s%3Aabc.def', '"s%3Aabc.def"', 'plain-value', 'eyJhIjoxfQ.x.y'])(
  'the cookie %s is described once it was replaced',
  (cookieValue) => {
    const redactor = createRedactor({ isKnownSid: () => false, signingSecrets: [] });
    const record = JSON.parse(redactor.replaced(storedEntryOf(aRequest({ cookieValue }))));
    expect([holdsPseudonym(cookieValue), holdsPseudonym(record.cookieValue)]).toEqual([false, true]);
  },
);

test.each(['', 'sid:short', 'inside:0123456789ab', 'sid:0123456789abcdef', 'cookie:0123456789AB'])(
  '%j is not a pseudonym',
  (text) => {
    expect(holdsPseudonym(text)).toBe(false);
  },
);
