import { describe, expect, it } from 'vitest';
import { TAB_NAMES, tabToOpen } from '../../renderer/views/live/details/tab-to-open.ts';
import { makeAnonymous, makeRecord, sidA } from './support/make-record.ts';

const opened = (record: Parameters<typeof tabToOpen>[1]) => TAB_NAMES.map((chosen) => tabToOpen(chosen, record));

describe('the tab that a request opens with', () => {
  it('is the one that was chosen for the request before', () => {
    expect(opened(makeRecord())).toEqual(TAB_NAMES);
    expect(opened(makeAnonymous())).toEqual(TAB_NAMES);
  });

  it('is the story where a cookie was refused, unless the chosen one tells of that', () => {
    const verdict = { kind: 'bad-signature', sid: sidA, secretsTried: 1 } as const;
    expect(opened(makeAnonymous({ verdict }))).toEqual(['story', 'story', 'cookie', 'story', 'story']);
  });

  it('is the story where there was no store to ask', () => {
    const inCookie = makeRecord({ engine: 'client-side' });
    expect(opened(inCookie)).toEqual(['story', 'session', 'cookie', 'headers', 'story']);
  });
});
