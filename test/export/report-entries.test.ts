import { expect, test } from 'vitest';
import { reportEntries } from '../../server/export/report-entries.ts';
import { recordingOf } from './files-of.ts';
import { aRequest } from './log-entries.ts';

/** Nothing but its place in the oldest entry tells that it is a secret. */
const SECRET = 'correcthorsebattery';

test('a report replaces a secret that only the oldest entry of a long log identifies', async () => {
  const oldest = aRequest({ id: 1, sidAfter: SECRET });
  const others = Array.from({ length: 20_300 }, (_, at) => JSON.stringify(aRequest({ id: at + 2, url: `/${at}` })));
  const newest = aRequest({ id: 20_302, errors: [{ where: 'handler', message: `no session ${SECRET}` }] });
  const head = JSON.stringify({
    format: 'session-inspector/1',
    exportedAt: '2026-11-20T10:00:00.000Z',
    redacted: false,
  });
  const reader = await recordingOf([head, JSON.stringify(oldest), ...others, JSON.stringify(newest), ''].join('\n'));
  const { entries, total } = await reportEntries(reader, { part: { of: 'all' }, raw: false, signingSecrets: [] });
  expect(total).toBe(20_302);
  expect(JSON.stringify(entries.at(-1))).toContain('no session sid:');
  expect(JSON.stringify(entries)).not.toContain(SECRET);
});
