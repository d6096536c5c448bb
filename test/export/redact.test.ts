import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../server/contract/json.ts';
import type { HeaderList, LogEntry, RequestRecord } from '../../server/contract/log-entry.ts';
import { logEntrySchema } from '../../server/contract/log-entry.ts';
import { sign } from '../../server/cookie/express-signature.ts';
import { createRedactor } from '../../server/export/redact.ts';
import { readEntry, type StoredEntry, storedEntryOf } from '../../server/storage/log/stored-entry.ts';
import { processorMs } from '../support/processor-time.ts';
import { exportedText } from './exported-text.ts';
import { anEdit, anyEntry, aRequest } from './log-entries.ts';

// Of small letters, so that only its place shows that it is a secret.
const SID = 'q7xb-2mvt_9kplw3rzyc8nfhs5jdga1e';
const OTHER_SID = 'Zt4nWq8_Yx1Vb-6Mk3Pj9Lh2Gf7Dd5Sa';
const SIGNING_SECRET = 'käse "und" brot/+ 2026';
const SIGNED_COOKIE = encodeURIComponent(`s:${sign(SID, SIGNING_SECRET)}`);

function redactorFor(signingSecrets: string[] = [SIGNING_SECRET]): (entry: LogEntry) => LogEntry {
  const redactor = createRedactor({ isKnownSid: (sid) => sid === OTHER_SID, signingSecrets });
  return (entry) => {
    redactor.collect(storedEntryOf(entry));
    return JSON.parse(redactor.replaced(storedEntryOf(entry)));
  };
}

/** Every way a text is commonly written inside another. */
const ENCODINGS: Record<string, (secret: string) => string> = {
  'as it is': (secret) => secret,
  'URL-encoded': encodeURIComponent,
  'URL-encoded twice': (secret) => encodeURIComponent(encodeURIComponent(secret)),
  'URL-encoded byte by byte': (secret) =>
    Array.from(Buffer.from(secret), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  'JSON-escaped': (secret) => JSON.stringify(secret).slice(1, -1),
  'JSON-escaped twice': (secret) => JSON.stringify(JSON.stringify(secret)).slice(3, -3),
  'JSON-escaped letter by letter': (secret) =>
    Array.from(
      { length: secret.length },
      (_, index) => `\\u${secret.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  base64: (secret) => Buffer.from(secret).toString('base64'),
  base64url: (secret) => Buffer.from(secret).toString('base64url'),
  'base64 within a text': (secret) => Buffer.from(`{"id":"${secret}"}`).toString('base64'),
  'base64 one byte further': (secret) => Buffer.from(`{"id2":"${secret}"}`).toString('base64'),
  'base64 two bytes further': (secret) => Buffer.from(`{"id23":"${secret}"}`).toString('base64'),
  'base64, URL-encoded': (secret) => encodeURIComponent(Buffer.from(secret).toString('base64')),
  'URL-encoded in base64': (secret) => Buffer.from(encodeURIComponent(secret)).toString('base64'),
  'base64 behind other letters': (secret) => `xyz${Buffer.from(secret).toString('base64')}`,
  hex: (secret) => Buffer.from(secret).toString('hex'),
  'within a longer word': (secret) => `user_${secret}_old`,
};

/** Everything by which the secret could be read out of a file, as a file may hold it: plain, in JSON, in CSV. */
function tracesOf(secret: string): string[] {
  const written = Object.entries(ENCODINGS).flatMap(([name, encode]) => {
    const text = encode(secret);
    // Of base64 in a longer text, the part that belongs to the secret alone.
    return name.startsWith('base64 ') && name !== 'base64 behind other letters' ? [text.slice(12, -6)] : [text];
  });
  const inJson = written.map((text) => JSON.stringify(text).slice(1, -1));
  return [...new Set([...written, ...inJson, ...[...written, ...inJson].map((text) => text.replaceAll('"', '""'))])];
}

/** Ways for a secret to be known as one, each with the entries that make it known before `carrier` and in it. */
const SECRETS: Record<string, { secret: string; place: (record: RequestRecord) => RequestRecord }> = {
  'the session id of the entry': { secret: SID, place: (record) => ({ ...record, sidAfter: SID }) },
  'a session id that only the store knows': { secret: OTHER_SID, place: (record) => record },
  'a signing secret': { secret: SIGNING_SECRET, place: (record) => record },
  'a session id without a valid signature': {
    secret: 'forged-but-maybe-valid-elsewhere-1',
    place: (record) => withHeader(record, 'Cookie', 'sid=s%3Aforged-but-maybe-valid-elsewhere-1.mac'),
  },
  'the signature of the cookie': {
    secret: sign(SID, SIGNING_SECRET).slice(SID.length + 1),
    place: (record) => ({ ...record, cookieValue: SIGNED_COOKIE }),
  },
  'the value of a foreign cookie': {
    secret: 'foreign+crumb/value=="quoted"',
    place: (record) => withHeader(record, 'cookie', 'a=b; other=foreign+crumb/value=="quoted"'),
  },
  'the value of a cookie that is set': {
    secret: 'Nêw.crumb.value',
    place: (record) => ({
      ...record,
      responseHeaders: [['Set-Cookie', `x=${encodeURIComponent('Nêw.crumb.value')}; Path=/`]],
    }),
  },
  'the token of an Authorization header': {
    secret: 'tok_4242424242.abc',
    place: (record) => withHeader(record, 'Authorization', 'Bearer tok_4242424242.abc'),
  },
  'the value of a header by its name': {
    secret: 'a phrase with spaces 7',
    place: (record) => withHeader(record, 'X-Api-Key', 'a phrase with spaces 7'),
  },
  'the value of a parameter by its name': {
    secret: 'one/other+word&more#1',
    place: (record) => ({ ...record, url: `/login?code=${encodeURIComponent('one/other+word&more#1')}` }),
  },
};

function withHeader(record: RequestRecord, name: string, value: string): RequestRecord {
  return { ...record, requestHeaders: [...record.requestHeaders, [name, value]] };
}

/** A request and an edit that carry a text in every place that a client or a handler can fill. */
function carriers(text: string): [RequestRecord, LogEntry] {
  const headers = (...names: string[]): HeaderList => names.map((name) => [name, `before ${text} after`]);
  const data = { value: text, nested: { list: [1, `in ${text}`] }, [text]: 'as a key' };
  const request = aRequest({
    actor: { id: `outside:${text}`, name: text, kind: 'outside' },
    url: `/path/${text}?note=${text}&b=${text}`,
    statusText: text,
    requestHeaders: [...headers('Referer', 'X-Custom', 'User-Agent'), [`X-${text}`, '1']],
    responseHeaders: headers('Location', 'X-Debug'),
    sessionBefore: data,
    sessionAfter: data,
    operations: [{ atMs: 1, op: 'set', key: text, before: text, after: data }],
    storeOperations: [
      { atMs: 1, op: 'get', phase: 'load', sid: 'x', durationMs: 0, outcome: 'failed', error: `no session ${text}` },
    ],
    errors: [{ where: 'handler', message: `refused "${text}"` }],
  });
  return [request, anEdit({ key: text, before: text, after: data })];
}

describe.each(Object.entries(SECRETS))('%s', (_, { secret, place }) => {
  test.each(Object.entries(ENCODINGS))('is found nowhere, %s, unless the export is raw', async (_, encode) => {
    const text = encode(secret);
    const [request, edit] = carriers(text);
    const entries = [place(request), edit];
    for (const format of ['ndjson', 'csv', 'har'] as const) {
      const options = { isKnownSid: (sid: string) => sid === OTHER_SID, signingSecrets: [SIGNING_SECRET] };
      const redacted = await exportedText(entries, format, options);
      expect(tracesOf(secret).filter((trace) => redacted.includes(trace))).toEqual([]);
      const raw = await exportedText(entries, format, { ...options, raw: true });
      expect(tracesOf(secret).some((trace) => raw.includes(trace))).toBe(true);
    }
  });

  test('is not left in later entries either, where it is a whole text', () => {
    const redact = redactorFor();
    redact(place(aRequest()));
    const [request, edit] = carriers(secret);
    const redacted = JSON.stringify([redact(request), redact(edit)]);
    expect(tracesOf(secret).filter((trace) => redacted.includes(trace))).toEqual([]);
  });
});

// A credential of Authorization and a session id are known by their form, so no text shows them whole before.
test.each(
  Object.entries(SECRETS).filter(
    ([name]) => !/only the store|signing|Authorization|signature of the cookie|session id of the entry/.test(name),
  ),
)('%s is found nowhere in texts that were seen before it was a secret', (_, { secret, place }) => {
  const redact = redactorFor();
  const entries = () => carriers(secret).map((entry) => JSON.stringify(redact(entry)));
  const traces = tracesOf(secret);
  expect(traces.some((trace) => entries().join().includes(trace))).toBe(true);
  redact(place(aRequest()));
  for (let again = 0; again < 3; again++) {
    for (const text of entries()) expect(traces.filter((trace) => text.includes(trace))).toEqual([]);
    // Enough others that what was found out about the texts before is forgotten by halves.
    for (let id = 0; id < 3_000; id++) redact(aRequest({ url: `/${again}/${id}`, statusText: `number ${id}` }));
  }
});

test('gives the same for an entry whether or not it has seen its like before', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 6 }), (entries) => {
      const redact = redactorFor();
      // After the first round the secrets of later entries are known too; from then on nothing changes.
      for (const entry of entries) redact(entry);
      const twice = entries.map((entry) => JSON.stringify(redact(entry)));
      const thrice = entries.map((entry) => JSON.stringify(redact(entry)));
      expect(thrice).toEqual(twice);
    }),
    { numRuns: 300 },
  );
});

test('gives the same for a packed row, whose members are cached, as for its entry as a whole', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 5 }), (entries) => {
      const options = {
        isKnownSid: (sid: string) => sid === OTHER_SID,
        signingSecrets: [SIGNING_SECRET],
        pseudonymKey: new Uint8Array(32),
      };
      const [packed, whole] = [createRedactor(options), createRedactor(options)].map(
        (redactor) => (row: StoredEntry) => {
          redactor.collect(row);
          return redactor.replaced(row);
        },
      ) as [(row: StoredEntry) => string, (row: StoredEntry) => string];
      const secrets = aRequest({
        url: '/?token=https://u',
        sidAfter: 's%3Aabc.mac',
        cookieValue: 's%3Aconstructor.constructor',
      });
      for (const entry of [...entries, secrets, ...entries]) {
        // What cannot stand in JSON is not in a row either.
        const row = storedEntryOf(entry);
        expect(packed(row)).toBe(whole({ ...row, json: JSON.stringify(readEntry(row)) }));
      }
    }),
    { numRuns: 100 },
  );
});

test('keeps the times and numbers of every entry, also next to texts that look like their placeholders', () => {
  const hostile: Json[] = [8_000_000_000_000_000, '8000000000000001', [8_000_000_000_000_002], { 12: -0.5 }, 1e21];
  const redact = redactorFor();
  for (let n = 1; n < 4; n++) {
    for (const after of hostile) {
      const entry = aRequest({
        sidAfter: SID,
        operations: [
          { atMs: n / 7, op: 'set', key: '8000000000000000', before: n, after },
          { atMs: n, op: 'get', key: SID, before: after, after },
        ],
        storeOperations: [
          { atMs: n, op: 'get', phase: 'load', sid: SID, durationMs: n / 3, outcome: 'ok' },
          {
            atMs: n + 0.25,
            op: 'set',
            phase: 'end',
            sid: SID,
            durationMs: 1e-7,
            outcome: 'failed',
            error: '8000000000000000',
            statement: { microseconds: n, changes: null },
          },
        ],
      });
      const shown = JSON.stringify(redact(entry)).replace(/sid:[0-9a-f]{12}/g, SID);
      expect(JSON.parse(shown)).toEqual(entry);
    }
  }
});

test('keeps the form of an entry: a signed cookie still looks like one', () => {
  const setCookie = `sid=${SIGNED_COOKIE}; Path=/; HttpOnly; SameSite=Lax`;
  const redacted = redactorFor()(
    aRequest({
      url: '/getsession?page=2&token=abc',
      requestHeaders: [
        ['Host', 'localhost:5000'],
        ['Cookie', `theme=dark;  sid="${SIGNED_COOKIE}"; empty=`],
        ['Authorization', 'Basic dXNlcjpwYXNz'],
      ],
      responseHeaders: [['Set-Cookie', setCookie]],
      cookieValue: `"${SIGNED_COOKIE}"`,
      verdict: { kind: 'accepted', sid: SID, secretNumber: 1 },
      sidBefore: SID,
      sidAfter: SID,
      sessionAfter: { Username: 'Admin', [SID]: SIGNING_SECRET },
      storeOperations: [{ atMs: 1, op: 'get', phase: 'load', sid: SID, durationMs: 1, outcome: 'ok' }],
      setCookie,
    }),
  );
  const names = new Map<string, string>();
  const shown = JSON.stringify(redacted).replace(
    /(sid|signature|cookie|header|parameter|secret):([0-9a-f]{12})/g,
    (_, kind, digits) => {
      if (!names.has(digits)) names.set(digits, `<${kind} ${names.size + 1}>`);
      return names.get(digits) ?? '';
    },
  );
  expect(JSON.parse(shown)).toEqual(
    aRequest({
      url: '/getsession?page=2&token=<parameter 1>',
      requestHeaders: [
        ['Host', 'localhost:5000'],
        ['Cookie', 'theme=<cookie 2>;  sid="s%3A<sid 3>.<signature 4>"; empty='],
        ['Authorization', 'Basic <header 5>'],
      ],
      responseHeaders: [['Set-Cookie', 'sid=s%3A<sid 3>.<signature 4>; Path=/; HttpOnly; SameSite=Lax']],
      cookieValue: '"s%3A<sid 3>.<signature 4>"',
      verdict: { kind: 'accepted', sid: '<sid 3>', secretNumber: 1 },
      sidBefore: '<sid 3>',
      sidAfter: '<sid 3>',
      sessionAfter: { Username: 'Admin', '<sid 3>': '<secret 6>' },
      storeOperations: [{ atMs: 1, op: 'get', phase: 'load', sid: '<sid 3>', durationMs: 1, outcome: 'ok' }],
      setCookie: 'sid=s%3A<sid 3>.<signature 4>; Path=/; HttpOnly; SameSite=Lax',
    }),
  );
});

test('gives a secret one name throughout an export, and another in the next', () => {
  const [one, two] = [redactorFor(), redactorFor()];
  const sidOf = (redact: typeof one, entry: LogEntry) => {
    const redacted = redact(entry);
    return redacted.kind === 'edit' ? redacted.sid : redacted.kind === 'request' ? redacted.sidAfter : null;
  };
  const name = sidOf(one, aRequest({ sidAfter: SID }));
  expect(name).toMatch(/^sid:[0-9a-f]{12}$/);
  expect(sidOf(one, anEdit({ sid: SID }))).toBe(name);
  expect(sidOf(one, anEdit({ sid: OTHER_SID }))).not.toBe(name);
  expect(sidOf(two, aRequest({ sidAfter: SID }))).not.toBe(name);
});

test('replaces secrets in session data by name or form, at any depth, and keeps the rest', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl';
  const session = {
    Username: 'Admin',
    password: 'hunter2',
    user: { csrfToken: 'abc', API_KEY: 'def', views: 3, 'refresh-token': ['ghi'], otp: 123456, isAuthenticated: true },
    list: ['https://x/?token=abc&page=2', `see ${jwt}`, 'Bearer canary77', '{"password":"jkl"}'],
    auth: { provider: 'github', accessToken: 'mno' },
    secrets: { one: 'p1', two: ['p2', 3] },
    n: null,
  };
  const operations = [
    { atMs: 1, op: 'set' as const, key: 'password', before: 'hunter1', after: 'hunter2' },
    { atMs: 2, op: 'set' as const, key: 'cart', after: { token: 'abc', items: 2 } },
  ];
  const redact = redactorFor();
  const record = redact(aRequest({ sessionBefore: session, sessionAfter: session, operations }));
  const edit = redact(anEdit({ key: 'password', before: 'hunter1', after: 'hunter2' }));
  const text = JSON.stringify([record, edit]);
  for (const secret of ['hunter', 'abc', 'def', 'ghi', 'jkl', 'mno', 'p1', 'p2', '123456', 'canary77', jwt]) {
    expect(text.includes(`${secret}"`) || text.includes(`=${secret}`), secret).toBe(false);
  }
  const value = expect.stringMatching(/^value:[0-9a-f]{12}$/);
  expect(record).toMatchObject({
    sessionAfter: {
      Username: 'Admin',
      password: value,
      user: { csrfToken: value, API_KEY: value, views: 3, 'refresh-token': [value], otp: value, isAuthenticated: true },
      list: [
        expect.stringMatching(/^https:\/\/x\/\?token=value:[0-9a-f]{12}&page=2$/),
        expect.stringMatching(/^see token:[0-9a-f]{12}$/),
        expect.stringMatching(/^Bearer token:[0-9a-f]{12}$/),
        expect.stringMatching(/^{"password":"parameter:[0-9a-f]{12}"}$/),
      ],
      auth: { provider: 'github', accessToken: value },
      secrets: { one: value, two: [value, value] },
      n: null,
    },
    operations: [
      { key: 'password', before: value, after: value },
      { key: 'cart', after: { token: value, items: 2 } },
    ],
  });
  expect(edit).toMatchObject({ key: 'password', before: value, after: value });
});

test('a secret of a session has the same pseudonym in every place, also as a number and in another spelling', () => {
  const record = redactorFor()(
    aRequest({
      url: '/?pin=20261129&token=a%2Fb%2Bcanary77',
      requestHeaders: [['X-Token', 'a/b+canary77']],
      sessionBefore: { pin: 20261129, again: 20261129 },
      sessionAfter: { token: 'a/b+canary77', copy: 'a/b+canary77' },
    }),
  );
  const digits = new Set(JSON.stringify(record).match(/(?<=(?:value|parameter|header):)[0-9a-f]{12}/g));
  expect(digits.size).toBe(2);
  expect(JSON.stringify(record)).not.toMatch(/20261129|canary77/);
});

test('a value of a session is a secret by a name in a separate text', () => {
  const record = redactorFor()(
    aRequest({
      sessionAfter: {
        fields: [
          { name: 'password', value: 'hunter1' },
          { name: 'city', value: 'Berlin' },
        ],
        rawHeaders: ['Accept', 'text/html', 'Cookie', 'a=canary77x'],
        pairs: [['token', 'canary77xy']],
        key: { kty: 'oct', k: 'canary77xyz' },
      },
    }),
  );
  const value = expect.stringMatching(/^value:[0-9a-f]{12}$/);
  expect(record).toMatchObject({
    sessionAfter: {
      fields: [
        { name: 'password', value },
        { name: 'city', value: 'Berlin' },
      ],
      rawHeaders: ['Accept', 'text/html', 'Cookie', value],
      pairs: [['token', value]],
      key: { kty: 'oct', k: value },
    },
  });
});

test('the name of Basic credentials is a secret too if it looks like a key', () => {
  const credentials = (user: string) => `Basic ${Buffer.from(`${user}:x`).toString('base64')}`;
  const entry = (user: string) =>
    aRequest({
      requestHeaders: [['Authorization', credentials(user)]],
      errors: [{ where: 'handler', message: `no such user: ${user}` }],
    });
  expect(JSON.stringify(redactorFor()(entry('canary77xyz12')))).not.toContain('canary77');
  expect(JSON.stringify(redactorFor()(entry('administrator')))).toContain('no such user: administrator');
});

test('a secret inside a cookie is also found where it occurs alone', () => {
  const held = Buffer.from('{"access_token":"canaryAccess0007","user":"alice"}').toString('base64');
  const record = redactorFor()(
    aRequest({
      requestHeaders: [['Cookie', `session=${held}`]],
      receivedCookies: [{ name: 'session', value: held, role: 'foreign', problems: [] }],
      errors: [{ where: 'handler', message: 'refused canaryAccess0007 of alice' }],
    }),
  );
  expect(JSON.stringify(record)).not.toContain('canaryAccess');
  expect(record).toMatchObject({
    errors: [{ message: expect.stringMatching(/^refused value:[0-9a-f]{12} of alice$/) }],
  });
});

test('an ordinary text under a likely name of a secret is replaced only there', () => {
  const record = redactorFor()(
    aRequest({
      url: '/?key=application/json',
      responseHeaders: [['Content-Type', 'application/json']],
      sessionAfter: { state: 'completed-order', status: 'completed-order' },
    }),
  );
  expect(record).toMatchObject({
    url: expect.stringMatching(/^\/\?key=parameter:/),
    responseHeaders: [['Content-Type', 'application/json']],
    sessionAfter: { state: expect.stringMatching(/^value:/), status: 'completed-order' },
  });
});

test('does not take short or plain words for secrets where they are not in the place of one', () => {
  const record = aRequest({
    requestHeaders: [
      ['Host', 'localhost:5000'],
      ['Cookie', 'a=on; host=localhost; ui=dark'],
    ],
    sessionAfter: { switch: 'on', ui: 'dark', url: 'http://localhost/' },
  });
  expect(redactorFor()(record)).toMatchObject({
    sessionAfter: record.sessionAfter,
    requestHeaders: [['Host', 'localhost:5000'], {}],
  });
});

test('finds a short signing secret as a word, also in base64', () => {
  const redacted = redactorFor(['xyz'])(
    aRequest({ url: '/xyz?b=eHl6', sessionAfter: { secret: 'xyz', other: 'xyzzy' } }),
  );
  expect(redacted).toMatchObject({
    url: expect.stringMatching(/^\/secret:[0-9a-f]{12}\?b=secret:[0-9a-f]{12}$/),
    sessionAfter: { secret: expect.stringMatching(/^secret:/), other: 'xyzzy' },
  });
});

test.each([
  '/cb?code=AAAA&x=1',
  '/cb?x=1&access_token=AAAA',
  '/cb?x=1#id_token=AAAA',
  '/page;jsessionid=AAAA?x=1',
  '/go?next=%2Fcb%3Ftoken%3DAAAA%26x%3D1',
  '/go?next=https%253A%252F%252Fh%252Fcb%253Fstate%253DAAAA',
  '/form?user%5Bpassword%5D=AAAA',
  '/json?q={"api_key":"AAAA"}',
  'http://AAAA@localhost/',
  'http://user:AAAA@localhost/',
])('replaces the secret in the URL %s', (url) => {
  const redacted = redactorFor()(
    aRequest({ url, requestHeaders: [['Referer', url]], errors: [{ where: 'handler', message: `Cannot GET ${url}` }] }),
  );
  expect(JSON.stringify(redacted)).not.toContain('AAAA');
});

test('replaces a JSON Web Token anywhere', () => {
  const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl';
  expect(JSON.stringify(redactorFor()(aRequest({ url: `/x/${jwt}` })))).not.toContain('eyJ');
});

test('does not change its input, and its result matches the contract', () => {
  fc.assert(
    fc.property(fc.array(anyEntry, { maxLength: 4 }), (entries) => {
      const redact = redactorFor();
      const before = JSON.stringify(entries);
      for (const entry of entries) {
        const redacted = redact(entry);
        expect(logEntrySchema.safeParse(redacted).success).toBe(logEntrySchema.safeParse(entry).success);
        expect([redacted.kind, redacted.id]).toEqual([entry.kind, entry.id]);
      }
      expect(JSON.stringify(entries)).toBe(before);
    }),
    { numRuns: 400 },
  );
});

test('no session id of any entry is left in its file', async () => {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
  const anySid = fc.string({ unit: fc.constantFrom(...alphabet), minLength: 32, maxLength: 32 });
  const encoding = fc.constantFrom(...Object.values(ENCODINGS));
  await fc.assert(
    fc.asyncProperty(
      anySid,
      encoding,
      anyEntry,
      fc.constantFrom('ndjson', 'csv', 'har'),
      async (sid, encode, entry, format) => {
        const [request, edit] = carriers(encode(sid));
        const text = await exportedText([entry, { ...request, sidBefore: sid }, edit], format);
        expect(tracesOf(sid).filter((trace) => text.includes(trace))).toEqual([]);
      },
    ),
    { numRuns: 400 },
  );
});

test('takes hostile headers of 16 KiB in its stride', () => {
  const hostile = [
    '%',
    '%25',
    '%41',
    '\\u0041',
    'A',
    '-a',
    'ey-',
    '//',
    '"x":"',
    'token=',
    '=',
    '6162',
    'YWJj',
    '\t',
    "'",
  ].map((unit) => unit.repeat(16_384 / unit.length));
  for (const value of hostile) {
    const redact = redactorFor();
    const ms = processorMs(() =>
      redact(
        aRequest({
          url: value,
          requestHeaders: [
            ['Cookie', value],
            ['X-Any', value],
          ],
          errors: [{ where: 'handler', message: value }],
        }),
      ),
    );
    expect(ms, value.slice(0, 8)).toBeLessThan(2_000);
  }
});

describe('a text that only a later entry identifies as a secret', () => {
  const CANARY = 'canary-00056f9c2b7e';
  const others = (count: number, from = 2) =>
    Array.from({ length: count }, (_, at) => aRequest({ id: at + from, url: `/${at}` }));

  test.each(['ndjson', 'csv', 'har'] as const)('is in no entry before it, as %s', (format) => {
    const early = aRequest({ url: `/x?note=${CANARY}` });
    const late = aRequest({ id: 5_000, requestHeaders: [['X-Api-Key', CANARY]] });
    const entries = [early, ...others(4_998), late];
    expect(exportedText(entries, format)).not.toContain('canary');
    expect(exportedText(entries, format, { raw: true })).toContain('canary');
  });

  test('is in no entry before it, whatever its letters, its position and the spelling in the first entry', () => {
    const secret = fc.string({
      unit: fc.constantFrom(...'ABCDEFXYZabcdefxyz0123456789-_.~!*+/=@$& é中'),
      minLength: 12,
      maxLength: 40,
    });
    const places: ((value: string) => Partial<RequestRecord>)[] = [
      (value) => ({ requestHeaders: [['Cookie', `a=b; other=${encodeURIComponent(value)}`]] }),
      (value) => ({ responseHeaders: [['Set-Cookie', `other=${encodeURIComponent(value)}; Path=/`]] }),
      (value) => ({ sessionAfter: { password: value } }),
      (value) => ({ url: `/?token=${encodeURIComponent(value)}` }),
    ];
    fc.assert(
      fc.property(
        secret.filter((text) => /\d[^\d]*\d/.test(text) && text.trim() === text),
        fc.constantFrom(...places),
        fc.constantFrom(...Object.values(ENCODINGS)),
        fc.constantFrom('ndjson' as const, 'csv' as const, 'har' as const),
        (value, place, encode, format) => {
          const [request, edit] = carriers(encode(value));
          const late = aRequest({ id: 5_000, ...place(value) });
          const text = exportedText([request, edit, ...others(300, 3), late], format);
          expect(tracesOf(value).filter((trace) => text.includes(trace))).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  test('is a session id in every entry, if it is one in any', () => {
    const [first, , last] = exportedText(
      [aRequest({ requestHeaders: [['Cookie', `id=${SID}`]] }), ...others(1), aRequest({ id: 3, sidAfter: SID })],
      'ndjson',
    )
      .split('\n')
      .slice(1)
      .map((line) => /sid:[0-9a-f]{12}/.exec(line)?.[0]);
    expect(first).toMatch(/^sid:/);
    expect(first).toBe(last);
  });
});

test('where there are too many secrets, each is still replaced in its place, and the file says how many are not looked for', () => {
  const entries = Array.from({ length: 60 }, (_, at) =>
    aRequest({
      id: at + 1,
      requestHeaders: [['Cookie', `theme=secret-value-${at + 100}`]],
      errors: [{ where: 'handler', message: `refused secret-value-${at + 100}` }],
    }),
  );
  const [head = '', ...lines] = exportedText(entries, 'ndjson', { mostSecrets: 50 }).trim().split('\n');
  expect(JSON.parse(head)).toMatchObject({ redacted: true, replacedInPlaceOnly: 10 });
  const kept = lines.filter((line) => line.includes('secret-value'));
  expect(kept).toHaveLength(10);
  for (const line of kept) expect((JSON.parse(line) as RequestRecord).requestHeaders[0]?.[1]).toMatch(/^theme=cookie:/);
  expect(exportedText(entries, 'har', { mostSecrets: 50 })).toContain('"replacedInPlaceOnly":10');
  expect(JSON.parse(exportedText(entries, 'ndjson').split('\n')[0] ?? '')).not.toHaveProperty('replacedInPlaceOnly');
});

test('entries are written in their order, each once', () => {
  for (const count of [0, 1, 64, 65, 1_000]) {
    const entries = Array.from({ length: count }, (_, at) => aRequest({ id: at + 1 }));
    const ids = exportedText(entries, 'ndjson')
      .split('\n')
      .slice(1, -1)
      .map((line) => (JSON.parse(line) as LogEntry).id);
    expect(ids).toEqual(entries.map(({ id }) => id));
  }
});

describe('the session of a watched app whose record leaves parts out', () => {
  const secret = 'correcthorse'.repeat(16);
  const record = aRequest({
    sessionAfter: {
      secretToken: { $type: 'left-out', of: 'text', count: 160_014, sha1: 'e45d85c08080a6d4', start: secret },
      passwordChangedAt: { $type: 'datetime', iso: '2026-11-30T09:15:00Z' },
      page: {
        $type: 'left-out',
        of: 'text',
        count: 900,
        sha1: '8fc5f66ff6a304c8',
        start: `A long page, ${'q7'.repeat(9)}`,
      },
      big: { k0: 'value 0', '…': { $type: 'left-out', of: 'entries', count: 19_000, sha1: '447f89000e34bb00' } },
      list: [{ $type: 'left-out', of: 'items', count: 12, sha1: '447f89000e34bb00' }],
    },
  });

  test('still says what is left out and how much, without its secrets and its hashes', () => {
    const { sessionAfter } = redactorFor()(record) as RequestRecord;
    const pseudonym = expect.stringMatching(/^value:[0-9a-f]{12}$/);
    expect(sessionAfter).toEqual({
      secretToken: { $type: 'left-out', of: 'text', count: 160_014, sha1: pseudonym, start: pseudonym },
      passwordChangedAt: { $type: 'datetime', iso: expect.any(String) },
      // The last word may be the beginning of a secret.
      page: { $type: 'left-out', of: 'text', count: 900, sha1: pseudonym, start: 'A long page, ' },
      big: { k0: 'value 0', '…': { $type: 'left-out', of: 'entries', count: 19_000, sha1: pseudonym } },
      list: [{ $type: 'left-out', of: 'items', count: 12, sha1: pseudonym }],
    });
    expect(JSON.stringify(sessionAfter)).not.toMatch(/correcthorse|447f89000e34bb00|8fc5f66ff6a304c8/);
    const { big, list } = sessionAfter as { big: { '…': { sha1: string } }; list: [{ sha1: string }] };
    expect(big['…'].sha1).toBe(list[0].sha1);
  });

  test('with a mark that has other members is redacted like any object', () => {
    const mark = { $type: 'left-out', of: 'text', count: 1, sha1: 'e45d85c08080a6d4', password: 'tr0ub4dor&3' };
    const { sessionAfter } = redactorFor()(aRequest({ sessionAfter: { mark } })) as RequestRecord;
    expect(JSON.stringify(sessionAfter)).not.toContain('tr0ub4dor');
  });
});
