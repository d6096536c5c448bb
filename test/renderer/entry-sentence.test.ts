import { describe, expect, it } from 'vitest';
import { entryAtMs, entrySentence } from '../../renderer/model/entry-sentence.ts';
import { en } from '../../renderer/strings/en.ts';
import { sidA } from './support/make-record.ts';

describe('an entry that is no request', () => {
  it('says of an edit what was done to which session, without its whole id', () => {
    const edit = { kind: 'edit', id: 1, atMs: 5, sid: sidA, action: 'pop', key: 'Username', before: 'Admin' } as const;
    expect(entrySentence(edit, en)).toBe('Popped Username from session 3fA9…kQ from this window, without a request.');
    expect(entryAtMs(edit)).toBe(5);
  });

  it('says of a gap that requests may be missing', () => {
    const gap = { kind: 'gap', id: 1, fromMs: 1, toMs: 2 } as const;
    expect(entrySentence(gap, en)).toContain('may lack requests');
    expect(entryAtMs(gap)).toBe(2);
  });

  it.each([
    [{ code: 'port-taken', wanted: 5000, got: 5001 }, 'Port 5000 was taken, so the site listens on 5001.'],
    [{ code: 'recording-paused' }, 'Recording paused. Requests from here on are not in the log.'],
    [{ code: 'recording-resumed' }, 'Recording again.'],
    [{ code: 'secret-replaced' }, 'The secret was replaced. Cookies signed with the old one are refused from here on.'],
  ] as const)('says of the notice %j: %s', (notice, sentence) => {
    expect(entrySentence({ kind: 'notice', id: 1, atMs: 0, notice }, en)).toBe(sentence);
  });
});
