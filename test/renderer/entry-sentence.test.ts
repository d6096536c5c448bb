import { describe, expect, it } from 'vitest';
import { entryAtMs, entrySentence } from '../../renderer/sentences/entry-sentence.ts';
import { en } from '../../renderer/strings/en.ts';
import type { Notice } from '../../server/contract/log-entry.ts';
import { sidA } from './support/make-record.ts';

describe('an entry that is not a request', () => {
  it('describes the change and the session of an edit, without the whole id', () => {
    const edit = { kind: 'edit', id: 1, atMs: 5, sid: sidA, action: 'pop', key: 'Username', before: 'Admin' } as const;
    expect(entrySentence(edit, en)).toBe('Popped Username from session 3fA9…kQ from this window, without a request.');
    expect(entryAtMs(edit)).toBe(5);
    const ofLab = { kind: 'edit', id: 1, atMs: 5, sid: sidA, action: 'destroy', by: 'lab' } as const;
    expect(entrySentence(ofLab, en)).toBe(
      'The Lab destroyed session 3fA9…kQ after its experiment. No request was sent.',
    );
  });

  it('says of a gap that requests may be missing', () => {
    const gap = { kind: 'gap', id: 1, fromMs: 1, toMs: 2 } as const;
    expect(entrySentence(gap, en)).toContain('may be missing');
    expect(entryAtMs(gap)).toBe(2);
  });

  it.each([
    [{ code: 'port-taken', wanted: 5000, got: 5001 }, 'Port 5000 was taken, so the site listens on 5001.'],
    [{ code: 'recording-paused' }, 'Recording paused. Requests from here on are not in the log.'],
    [{ code: 'recording-resumed' }, 'Recording again.'],
    [
      { code: 'secrets-changed', change: 'rotated', count: 2 },
      'A new secret signs from here on. 2 secrets in all: cookies signed with the older ones still verify.',
    ],
    [
      { code: 'secrets-changed', change: 'removed', count: 1 },
      'A secret was removed; 1 is left. Cookies that it signed are refused from here on.',
    ],
    [
      { code: 'site-moved', port: 5001 },
      'The site listens on port 5001 from here on. Sessions go on: cookies ignore ports.',
    ],
    [
      { code: 'settings-unreadable', keptAside: '/d/settings.json.unreadable-1', dropped: ['port', 'idleLimitMs'] },
      'Some settings (port, idle limit) could not be read, so the defaults are used. The file is kept as /d/settings.json.unreadable-1.',
    ],
    [
      { code: 'settings-unreadable', keptAside: null, dropped: [] },
      'The settings could not be read, so the defaults are used.',
    ],
    [
      {
        code: 'writes-refused',
        obstacle: 'disk-full',
        fromMs: new Date(2026, 0, 31, 10, 0, 1, 5).getTime(),
        toMs: new Date(2026, 0, 31, 10, 2).getTime(),
        lostRecords: 1,
        notSaved: 2_337,
      },
      'From 10:00:01.005 to 10:02:00.000 the disk was full. Of that time 1 record is not in the log, and the session of 2,337 requests was not saved.',
    ],
    [
      {
        code: 'store-was-away',
        place: 'redis://127.0.0.1:6379',
        fromMs: new Date(2026, 0, 31, 10, 0, 1, 5).getTime(),
        toMs: new Date(2026, 0, 31, 10, 2).getTime(),
      },
      'From 10:00:01.005 to 10:02:00.000 the session store redis://127.0.0.1:6379 could not be reached. Requests that needed their session were answered with status 503.',
    ],
    [
      { code: 'sessions-removed', limit: 'count', max: 200_000, removed: 1 },
      'The store passed its limit of 200,000 sessions, so the least recently used session was deleted. The limit is in Settings.',
    ],
    [
      { code: 'sessions-removed', limit: 'bytes', max: 256 * 1024 * 1024, removed: 41 },
      'The sessions passed their limit of 256 MB, so the 41 least recently used sessions were deleted. The limit is in Settings.',
    ],
    [
      { code: 'log-shortened', limit: 'entries', max: 1_000, removed: 1 },
      'The log passed its limit of 1,000 entries, so its oldest entry was deleted. The limit is in Settings.',
    ],
    [
      { code: 'log-shortened', limit: 'bytes', max: 1024 * 1024, removed: 4_120 },
      'The log passed its limit of 1.0 MB, so its 4,120 oldest entries were deleted. The limit is in Settings.',
    ],
    [
      { code: 'log-shortened', limit: 'age', max: 30 * 24 * 60 * 60_000, removed: 51 },
      'The log passed its limit of age, 30 d, so its 51 oldest entries were deleted. The limit is in Settings.',
    ],
    [
      { code: 'settings-not-kept', reason: 'ENOSPC' },
      'A changed setting could not be written to the disk, so it applies only until the app is closed: ENOSPC',
    ],
    [
      { code: 'file-kept-aside', file: 'secret', found: 'folder', keptAs: 'secret.unreadable-1' },
      'The file secret in the data folder was a folder. It is kept as secret.unreadable-1, and a new one takes its place. Cookies that were signed with a secret of that file are refused now.',
    ],
    [
      { code: 'file-kept-aside', file: 'in-use.lock', found: 'not-a-database', keptAs: 'in-use.lock.unreadable-1' },
      'The file in-use.lock in the data folder was not a database. It is kept as in-use.lock.unreadable-1, and a new one takes its place.',
    ],
    [
      { code: 'file-kept-aside', file: 'secret.new', found: 'pipe', keptAs: null },
      'The file secret.new in the data folder was a pipe. It could not be renamed either, so it is not used.',
    ],
  ] satisfies [Notice, string][])('says of the notice %j: %s', (notice, sentence) => {
    expect(entrySentence({ kind: 'notice', id: 1, atMs: 0, notice }, en)).toBe(sentence);
  });
});
