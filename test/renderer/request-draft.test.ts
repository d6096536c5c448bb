import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { draftFor, draftOf, type RequestDraft, readDraft } from '../../renderer/model/request-draft.ts';
import { resentRequest } from '../../renderer/model/resent-request.ts';
import { outgoingRequestSchema } from '../../server/contract/outgoing-request.ts';
import { recorded, setting } from './copy-as/copied-requests.ts';
import { makeAnonymous, makeRecord } from './support/make-record.ts';

const problems = (over: Partial<RequestDraft>) => {
  const read = readDraft({ ...draftOf(makeRecord()), ...over });
  return read.ok ? [] : read.problems;
};

describe('a draft of a recorded request', () => {
  test('asks for the same request as long as nothing is changed', () => {
    fc.assert(
      fc.property(recorded, (record) => {
        const read = readDraft(draftOf(record));
        // No real record contains the bytes that Node's parser refuses in a target.
        fc.pre(/^[!-~]+$/.test(record.url));
        expect(read).toEqual({ ok: true, request: resentRequest(record) });
        if (read.ok) expect(outgoingRequestSchema.safeParse(read.request).success).toBe(true);
      }),
    );
  });

  test('keeps the Cookie line in its place, spelled as it was', () => {
    const record = makeRecord({
      requestHeaders: [
        ['host', 'localhost:5000'],
        ['cookie', 'inspector.sid=s%3Aabc'],
        ['accept', '*/*'],
      ],
    });
    const draft = draftOf(record);
    expect([draft.headerText, draft.cookies, draft.cookieText]).toEqual([
      'host: localhost:5000\naccept: */*',
      'written',
      'inspector.sid=s%3Aabc',
    ]);
    const edited = readDraft({ ...draft, cookieText: 'x=1' });
    expect(edited.ok && edited.request.headers[1]).toEqual(['cookie', 'x=1']);
    const bare = readDraft({ ...draft, cookies: 'none' });
    expect(bare.ok && bare.request.headers.map(([name]) => name)).toEqual(['host', 'accept']);
    const jar = readDraft({ ...draft, cookies: 'jar' });
    expect(jar.ok && jar.request.withJar).toBe(true);
  });

  test('has the body where it can be made again, and says so where it is gone', () => {
    expect(draftOf(setting('red'))).toMatchObject({ body: '"red"', bodyWas: 'rebuilt' });
    const lost = makeRecord({ method: 'PUT', requestHeaders: [['Content-Length', '7']] });
    expect(draftOf(lost)).toMatchObject({ body: '', bodyWas: 'unknown', headerText: '' });
    expect(resentRequest(lost)).toBeNull();
  });

  test('is sent by who sent it: an actor, or somebody from outside', () => {
    expect(draftOf(makeRecord()).actorId).toBe('alice');
    const curl = makeAnonymous({ actor: { id: 'outside:curl', name: 'curl', kind: 'outside' } });
    expect(draftOf(curl)).toMatchObject({ actorId: null, cookies: 'none' });
  });
});

test('a draft of an actor’s own begins as something that can be sent', () => {
  const read = readDraft(draftFor({ id: 'bob', name: 'Bob' }, 'http://localhost:5000'));
  expect(read).toMatchObject({ ok: true, request: { actorId: 'bob', withJar: true, resendOf: null } });
});

test.each<[Partial<RequestDraft>, object]>([
  [{ method: 'GET /' }, { field: 'method', code: 'method' }],
  [{ method: 'CONNECT' }, { field: 'method', code: 'method' }],
  [{ target: '' }, { field: 'target', code: 'target-empty' }],
  [{ target: '/a b' }, { field: 'target', code: 'target-characters' }],
  [{ target: '/名' }, { field: 'target', code: 'target-characters' }],
  [{ headerText: 'A: 1\nno colon' }, { field: 'headers', code: 'no-colon', line: 2 }],
  [{ headerText: 'Bad name: 1' }, { field: 'headers', code: 'header-name', line: 1 }],
  [{ headerText: 'A: \u0000' }, { field: 'headers', code: 'header-value', line: 1 }],
  [{ headerText: 'A: one\rEvil: 1' }, { field: 'headers', code: 'header-value', line: 1 }],
  [{ headerText: 'A: 名' }, { field: 'headers', code: 'header-value', line: 1 }],
  [{ headerText: 'content-length: 3' }, { field: 'headers', code: 'framing', line: 1 }],
  [{ headerText: 'Cookie: a=1' }, { field: 'headers', code: 'cookie-line', line: 1 }],
  [
    { cookies: 'written', cookieText: 'a=1\r\nEvil: 1' },
    { field: 'cookie', code: 'cookie-characters' },
  ],
])('%j is refused, with its place', (over, problem) => {
  expect(problems(over)).toEqual([problem]);
});
