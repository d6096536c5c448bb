import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { decode, frameworkCookies } from './support.ts';

const FLASK = 'eyJVc2VybmFtZSI6IkFkbWluIn0.aYAAAA.Z2FVrQldle-fIx4BiLOVK5WxY9I';
const EXPRESS = 's%3ABh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8.hXhPs8q9AN4ATeh2KrjuzvSbJA7cqbkP5cUUT34bZKA';

/** Cookies that are recognised for certain, so that each has one right reading. */
const sessions: readonly { name: string; value: string }[] = [
  { name: 'session', value: FLASK },
  { name: 'connect.sid', value: EXPRESS },
  // Two cookies of each format are enough, because this tests the forms.
  ...['laravel', 'iron-session', 'jwt', 'rails-encrypted', 'django', 'react-router', 'jwe'].flatMap((format) =>
    frameworkCookies
      .filter((cookie) => cookie.format === format && cookie.secret !== undefined)
      .slice(0, 2)
      .map(({ name, cookie }) => ({ name, value: cookie })),
  ),
].filter(({ name, value }) => (decode(`${name}=${value}`).confidence ?? 0) >= 0.95);

type Form = (pairs: readonly { name: string; value: string }[]) => string;
const header = (pairs: readonly { name: string; value: string }[]) =>
  pairs.map(({ name, value }) => `${name}=${value}`).join('; ');
/** As Chrome's "Copy as cURL (cmd)" escapes. */
const forCmd = (text: string) =>
  `^"${text
    .replaceAll('\\', '\\\\')
    .replaceAll('"', '\\"')
    .replace(/[^a-zA-Z0-9\s_\-:=+~'/.,?;()*`]/g, '^$&')
    .replace(/%(?=[a-zA-Z0-9_])/g, '%^')}^"`;
const wrapped = (text: string, width: number, lineBreak: string) =>
  text.match(new RegExp(`.{1,${width}}`, 'g'))?.join(lineBreak) ?? '';
const dictOf = (pairs: readonly { name: string; value: string }[], quote: string, join: string) =>
  `{${pairs.map(({ name, value }) => `${quote}${name}${quote}${join}${quote}${value}${quote}`).join(', ')}}`;

const forms: Readonly<Record<string, Form>> = {
  'a Cookie header with a semicolon at its end': (pairs) => `${header(pairs)};`,
  'a Cookie header in lower case': (pairs) => `cookie: ${header(pairs)}`,
  'a Cookie header in capitals without a blank': (pairs) => `COOKIE:${header(pairs)}`,
  'the head of a request': (pairs) =>
    `GET /getsession HTTP/1.1\r\nHost: localhost:5000\r\nUser-Agent: curl/8.5.0\r\nCookie: ${header(pairs)}\r\nAccept: */*\r\n\r\n`,
  'the head of a request over HTTP/2': (pairs) =>
    `:method: GET\n:path: /\n${pairs.map((pair) => `cookie: ${header([pair])}`).join('\n')}\naccept: */*`,
  'the head of a response': (pairs) =>
    `HTTP/1.1 200 OK\nDate: Mon, 02 Feb 2026 10:00:00 GMT\n${pairs.map((pair) => `Set-Cookie: ${header([pair])}; Path=/; HttpOnly`).join('\n')}\nContent-Length: 2\n\nok`,
  'the output of curl -v': (pairs) =>
    `* Connected to localhost\n> GET / HTTP/1.1\n> Host: localhost:5000\n> Cookie: ${header(pairs)}\n>\n< HTTP/1.1 200 OK\n< Content-Type: text/html\n<\nWelcome`,
  'headers copied from a panel, names above values': (pairs) =>
    `:authority:\nlocalhost\naccept:\n*/*\ncookie:\n${header(pairs)}\nuser-agent:\nMozilla/5.0`,
  'a Cookie header wrapped by a mail': (pairs) => wrapped(`Cookie: ${header(pairs)}`, 72, '\n  '),
  'several Set-Cookie values without a name': (pairs) =>
    pairs.map((pair) => `${header([pair])}; Path=/; SameSite=Lax`).join('\n'),
  'several Set-Cookie values joined by commas': (pairs) =>
    `Set-Cookie: ${pairs.map((pair) => `${header([pair])}; Expires=Thu, 01 Jan 2032 00:00:00 GMT; Path=/`).join(', ')}`,
  'curl with -H': (pairs) =>
    `curl 'http://localhost:5000/' -H 'Accept: */*' -H 'Cookie: ${header(pairs)}' --compressed`,
  'curl with -H in double quotes': (pairs) => `curl "http://localhost:5000/" -H "Cookie: ${header(pairs)}"`,
  'curl over several lines with -b, as Chrome copies it': (pairs) =>
    `curl 'http://localhost:5000/getsession' \\\n  -H 'accept: */*' \\\n  -b '${header(pairs)}' \\\n  -H 'user-agent: Mozilla/5.0'`,
  'curl behind a prompt, with an attached option': (pairs) =>
    `$ curl -sb'${header(pairs)}' http://localhost:5000/`.replace('-sb', '-b'),
  'curl with --cookie': (pairs) => `curl --cookie "${header(pairs)}" http://localhost:5000/`,
  'curl with --cookie=': (pairs) => `curl --cookie='${header(pairs)}' http://localhost:5000/`,
  'curl with short options that share a dash': (pairs) => `curl -isb '${header(pairs)}' http://localhost:5000/`,
  'curl with ANSI-C quotes': (pairs) => `curl 'http://x/' -H $'Cookie: ${header(pairs).replaceAll('=', '\\u003d')}'`,
  'curl in curly quotes': (pairs) => `curl ‘http://localhost/’ -H ‘Cookie: ${header(pairs)}’`,
  'curl for cmd.exe, as Chrome copies it': (pairs) =>
    `curl ${forCmd('http://localhost:5000/')} ^\r\n  -H ${forCmd('accept: */*')} ^\r\n  -b ${forCmd(header(pairs))}`,
  'curl for cmd.exe with -H': (pairs) =>
    `curl.exe "http://localhost:5000/" ^\n  -H ${forCmd(`Cookie: ${header(pairs)}`)}`,
  wget: (pairs) => `wget --header="Cookie: ${header(pairs)}" http://localhost:5000/`,
  HTTPie: (pairs) => `http localhost:5000/getsession 'Cookie:${header(pairs)}'`,
  'PowerShell, as Chrome copies it': (pairs) =>
    `$session = New-Object Microsoft.PowerShell.Commands.WebRequestSession\n$session.UserAgent = "Mozilla/5.0"\n${pairs
      .map(
        ({ name, value }) =>
          `$session.Cookies.Add((New-Object System.Net.Cookie("${name}", "${value.replaceAll('$', '`$')}", "/", "localhost")))`,
      )
      .join(
        '\n',
      )}\nInvoke-WebRequest -UseBasicParsing -Uri "http://localhost:5000/" \`\n-WebSession $session \`\n-Headers @{\n"Accept"="*/*"\n}`,
  'PowerShell with a header': (pairs) =>
    `Invoke-WebRequest -Uri "http://localhost:5000/" -Headers @{\n"method"="GET"\n  "Cookie"="${header(pairs)}"\n}`,
  'fetch, as Chrome copies it': (pairs) =>
    `fetch("http://localhost:5000/", {\n  "headers": {\n    "accept": "*/*",\n    "cookie": ${JSON.stringify(header(pairs))}\n  },\n  "method": "GET"\n});`,
  'headers of a program in JavaScript': (pairs) =>
    `const headers = {\n  accept: '*/*',\n  cookie: '${header(pairs)}',\n};`,
  'headers of a program in Python': (pairs) =>
    `headers = {'Accept': '*/*', 'Cookie': '${header(pairs)}'}\nrequests.get(url, headers=headers)`,
  'cookies.txt': (pairs) =>
    `# Netscape HTTP Cookie File\n# https://curl.se/docs/http-cookies.html\n\n${pairs
      .map(
        ({ name, value }, index) =>
          `${index % 2 === 0 ? '#HttpOnly_' : ''}localhost\tFALSE\t/\tFALSE\t${index * 1900000000}\t${name}\t${value}`,
      )
      .join('\n')}\n`,
  'a line of cookies.txt with blanks for tabs': (pairs) =>
    pairs.map(({ name, value }) => `.example.com  TRUE  /  TRUE  1900000000  ${name}  ${value}`).join('\n'),
  'rows of the developer tools': (pairs) =>
    pairs
      .map(({ name, value }) => `${name}\t${value}\tlocalhost\t/\tSession\t${value.length}\t✓\t\tLax\t\tMedium`)
      .join('\n'),
  'rows of the developer tools with their titles': (pairs) =>
    `Name\tValue\tDomain\tPath\n${pairs.map(({ name, value }) => `${name}\t${value}\tlocalhost\t/`).join('\n')}`,
  'rows of a table in Markdown': (pairs) =>
    `| Name | Value |\n|---|---|\n${pairs.map(({ name, value }) => `| ${name} | \`${value}\` |`).join('\n')}`,
  'rows of two columns': (pairs) => pairs.map(({ name, value }) => `${name}\t${value}`).join('\n'),
  'lines of pairs': (pairs) => pairs.map((pair) => header([pair])).join('\n'),
  'lines of pairs with semicolons': (pairs) => pairs.map((pair) => `${header([pair])};`).join('\r\n'),
  'the output of document.cookie': (pairs) => `'${header(pairs)}'`,
  'the output of document.cookie in double quotes': (pairs) => `"${header(pairs)}"`,
  'a setting of document.cookie': (pairs) => `document.cookie = "${header(pairs.slice(0, 1))}; path=/";`,
  'one exported cookie': (pairs) =>
    JSON.stringify({ domain: 'localhost', httpOnly: true, path: '/', ...pairs[0] }, null, 4),
  'a list of exported cookies': (pairs) =>
    JSON.stringify(
      pairs.map((pair) => ({
        domain: 'localhost',
        expirationDate: 1900000000.5,
        hostOnly: true,
        sameSite: 'lax',
        ...pair,
      })),
    ),
  "Playwright's state": (pairs) =>
    JSON.stringify({
      cookies: pairs.map((pair) => ({ ...pair, domain: 'localhost', path: '/', expires: -1 })),
      origins: [],
    }),
  "tough-cookie's jar": (pairs) =>
    JSON.stringify({
      version: 'tough-cookie@6.1.0',
      cookies: pairs.map(({ name, value }) => ({ key: name, value, domain: 'localhost', path: '/' })),
    }),
  "Firefox's Copy All": (pairs) =>
    JSON.stringify({ 'Request Cookies': Object.fromEntries(pairs.map(({ name, value }) => [name, value])) }),
  "Firefox's Copy All of an answer": (pairs) =>
    JSON.stringify({
      'Response Cookies': Object.fromEntries(
        pairs.map(({ name, value }) => [name, { httpOnly: true, path: '/', value }]),
      ),
    }),
  'a map in JSON': (pairs) => dictOf(pairs, '"', ': '),
  'headers in JSON': (pairs) => JSON.stringify({ headers: { host: 'localhost', cookie: header(pairs) } }),
  'headers of a HAR entry': (pairs) =>
    JSON.stringify([
      { name: 'Host', value: 'localhost' },
      { name: 'Cookie', value: header(pairs) },
    ]),
  'Set-Cookie values in JSON': (pairs) => JSON.stringify(pairs.map((pair) => `${header([pair])}; Path=/; HttpOnly`)),
  'a dict in Python': (pairs) => dictOf(pairs, "'", ': '),
  'a dict in Python that has a name': (pairs) => `cookies = ${dictOf(pairs, "'", ': ')}`,
  'an object in JavaScript': (pairs) =>
    `{ ${pairs.map(({ name, value }) => `${/^\w+$/.test(name) ? name : `'${name}'`}: '${value}'`).join(', ')} }`,
  'an object that Node prints': (pairs) =>
    `[Object: null prototype] {\n${pairs.map(({ name, value }) => `  '${name}': '${value}'`).join(',\n')}\n}`,
  'a hash in Ruby': (pairs) => dictOf(pairs, '"', '=>'),
  'a line of exported JSON': (pairs) => `"${pairs[0]?.name}": "${pairs[0]?.value}",`,
  "the jar of Python's requests": (pairs) =>
    `<RequestsCookieJar[${pairs.map(({ name, value }) => `<Cookie ${name}=${value} for localhost.local/>`).join(', ')}]>`,
  'a pair in single quotes': (pairs) => `'${header(pairs.slice(0, 1))}'`,
  'a pair in backticks': (pairs) => `\`${header(pairs.slice(0, 1))}\``,
  'a pair in curly quotes': (pairs) => `“${header(pairs.slice(0, 1))}”`,
  'a pair in escaped quotes': (pairs) => `\\"${header(pairs.slice(0, 1))}\\"`,
  'a value in single quotes': (pairs) => `${pairs[0]?.name}='${pairs[0]?.value}'`,
  'a value in curly quotes': (pairs) => `${pairs[0]?.name}=“${pairs[0]?.value}”`,
  'a value in escaped quotes': (pairs) => `${pairs[0]?.name}=\\"${pairs[0]?.value}\\"`,
  'a pair with a colon': (pairs) => `${pairs[0]?.name}: ${pairs[0]?.value}`,
  'a pair with blanks for tabs': (pairs) =>
    pairs.map(({ name, value }) => `${name}  ${value}  localhost  /  Session`).join('\n'),
  'a value percent-encoded twice': (pairs) => `${pairs[0]?.name}=${encodeURIComponent(pairs[0]?.value ?? '')}`,
  'a pair wrapped by a terminal': (pairs) => wrapped(header(pairs.slice(0, 1)), 40, '\n'),
  'a pair wrapped with indentation': (pairs) => wrapped(header(pairs.slice(0, 1)), 60, '\r\n    '),
  'a pair wrapped by a shell': (pairs) => wrapped(header(pairs.slice(0, 1)), 60, '\\\n'),
  'a pair wrapped with soft breaks': (pairs) => wrapped(header(pairs.slice(0, 1)), 40, '\u200b'),
  "a pair in a mail's quoted-printable": (pairs) =>
    wrapped(header(pairs.slice(0, 1)).replaceAll('=', '=3D'), 40, '=\r\n'),
  'a pair with a comma behind it': (pairs) => `${header(pairs.slice(0, 1))},`,
};

const neighbour = { name: 'theme', value: 'dark' };

describe.each(Object.entries(forms))('%s', (_, form) => {
  test('gives the cookie as it was in the header, with or without another one', () => {
    for (const session of sessions) {
      for (const pairs of [[session], [session, neighbour]]) {
        const { likeliest } = readPasted(form(pairs));
        const [name, value] = [likeliest.name, likeliest.rawValue];
        expect({
          name,
          value: value === session.value || decodeURIComponent(value) === decodeURIComponent(session.value),
        }).toEqual({
          name: session.name,
          value: true,
        });
      }
    }
  });
});

const offersAll = Object.entries(forms).filter(([, form]) =>
  form([{ name: 'session', value: FLASK }, neighbour]).includes('dark'),
);

test.each(offersAll)('%s offers every cookie that is in it', (_, form) => {
  const { cookies } = readPasted(form([neighbour, { name: 'session', value: FLASK }, { name: 'lang', value: 'de' }]));
  const wanted = form([neighbour, { name: 'session', value: FLASK }]).includes(FLASK.slice(0, 20))
    ? ['theme', 'session', 'lang']
    : ['theme'];
  expect(cookies.map(({ name }) => name)).toEqual(wanted);
});

describe('a bare value', () => {
  const changes: Readonly<Record<string, (value: string) => string>> = {
    'with a semicolon at its end': (value) => `${value};`,
    'wrapped by a terminal': (value) => wrapped(value, 30, '\n'),
    'wrapped with indentation': (value) => wrapped(value, 30, '\n\t  '),
    'with a blank in it': (value) => `${value.slice(0, 12)} ${value.slice(12)}`,
    'with a soft hyphen in it': (value) => `${value.slice(0, 12)}\u00ad${value.slice(12)}`,
    'in single quotes': (value) => `'${value}'`,
    'in curly quotes with a comma': (value) => `“${value}”,`,
    'in escaped quotes': (value) => `\\"${value}\\"`,
    'with escaped slashes': (value) => `"${value.replaceAll('/', '\\/')}"`,
    'percent-encoded once more': (value) => encodeURIComponent(value),
    'percent-encoded twice more': (value) => encodeURIComponent(encodeURIComponent(value)),
  };
  test.each(Object.entries(changes))('%s is still recognised', (_, change) => {
    for (const { name, value } of sessions) {
      const { format } = decode(value);
      if (format === null) continue;
      expect(decode(change(value)).format, `${name}=${value}`).toBe(format);
    }
  });
});

describe('the cases that were reported', () => {
  const lines = readFileSync(new URL('../../fixtures/cases/p01-pasted.jsonl', import.meta.url), 'utf8');
  test.each(
    lines
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line)),
  )('$what', ({ cookie, secrets, right }) => {
    expect(decode(cookie, secrets)).toMatchObject(right);
  });
});

test('a pair that was percent-encoded as a whole is recognised by the name of a session cookie', () => {
  for (const { name, value } of [sessions[0], sessions[1]].filter((session) => session !== undefined)) {
    const { likeliest } = readPasted(encodeURIComponent(`${name}=${value}`));
    expect([likeliest.name, likeliest.rawValue]).toEqual([name, value]);
  }
});

describe('a cookie among other text is found', () => {
  test.each<[string, string, string | null]>([
    ['a line of a log', `127.0.0.1 - - "GET /" 200 Cookie: session=${FLASK}`, 'session'],
    ['an address', `http://localhost:5000/?lang=de&session=${FLASK}`, 'session'],
    ['a table', `| session | ${FLASK} |`, 'session'],
    ['a list with numbers', `1. session=${FLASK}\n2. theme=dark`, 'session'],
    ['a comment above', `# my cookie\nsession=${FLASK}`, 'session'],
    ['PHP', `$_COOKIE['session'] = '${FLASK}';`, null],
    ["PHP's var_dump", `array(1) {\n  ["session"]=>\n  string(60) "${FLASK}"\n}`, null],
    ['Go', `&http.Cookie{Name: "session", Value: "${FLASK}", Path: "/"}`, 'session'],
    ['an object of .NET', `$cookie.Name = "session"\n$cookie.Value = "${FLASK}"`, 'session'],
    ['a mail that is quoted', `> ${FLASK.slice(0, 30)}\n> ${FLASK.slice(30)}`, null],
    ['the colours of a terminal', `\u001b[32msession=${FLASK}\u001b[0m`, 'session'],
    ['nginx', `add_header Set-Cookie "session=${FLASK}; Path=/";`, 'session'],
    ['Wireshark', `    Cookie: session=${FLASK}\\r\\n\n        Cookie pair: session=${FLASK}\n    \\r\\n`, 'session'],
  ])('%s', (_, text, name) => {
    const { likeliest } = readPasted(text);
    expect([likeliest.name, likeliest.text]).toEqual([name, FLASK]);
  });
});

test('of Set-Cookie lines with one name the last value counts, and a deletion gives way to a value', () => {
  const lines = (values: string[]) => values.map((value) => `Set-Cookie: session=${value}; Path=/`).join('\n');
  const other = FLASK.replace('Z2F', 'Y2F');
  for (const values of [
    [other, FLASK],
    ['', FLASK],
    [FLASK, ''],
  ]) {
    expect(readPasted(lines(values)).cookies.map(({ name, text }) => [name, text])).toEqual([['session', FLASK]]);
  }
  expect(readPasted(`Cookie: session=${FLASK}\n${lines([other])}`).likeliest.text).toBe(FLASK);
});

describe('a text that is not one of these forms stays as it is', () => {
  test.each([
    ['JSON', '{"a":1,"b":"text"}'],
    ['JSON with names and values in it', '{"filters":[{"name":"price","value":"10"}]}'],
    ['JSON over several lines', '{"user":"ada","theme":"dark"}'],
    ['tokens in JSON', `{"access_token":"${sessions.at(-1)?.value}","token_type":"bearer"}`],
    ['a value in double quotes', `"${FLASK}"`],
    ['a value with blanks', 'hello world'],
  ])('%s', (_, text) => {
    const { cookies } = readPasted(text);
    expect(cookies.map(({ name, rawValue }) => [name, rawValue])).toEqual([[null, text]]);
  });

  test('prose behind a header is not part of its value', () => {
    const { likeliest } = readPasted(`Cookie: session=${FLASK}\nand then nothing came back`);
    expect([likeliest.name, likeliest.rawValue]).toEqual(['session', FLASK]);
  });
});

test('any text in any form gives cookies that the reader can go on with', () => {
  const pair = fc.record({
    name: fc.stringMatching(/^[A-Za-z_.-]{1,12}$/),
    value: fc.string({ unit: 'binary', maxLength: 60 }),
  });
  fc.assert(
    fc.property(
      fc.constantFrom(...Object.values(forms)),
      fc.array(pair, { minLength: 1, maxLength: 4 }),
      fc.nat(),
      (form, pairs, cut) => {
        const text = form(pairs);
        for (const pasted of [text, text.slice(0, cut % (text.length + 1))]) {
          const { cookies, likeliest } = readPasted(pasted);
          expect(cookies).toContain(likeliest);
        }
      },
    ),
  );
});

test.each([
  ['quotes', '"'],
  ['escaped quotes', '\\"'],
  ['line breaks', '\n'],
  ['blanks', ' '],
  ['semicolons', ';'],
  ['tabs', 'a\t'],
  ['pairs', 'a=b\n'],
  ['header names', 'cookie:\n'],
  ['braces', '{"a":'],
  ['carets', '^"'],
  ['words', 'aaaa'],
  ['percent signs', '%25'],
  ['commands', "curl -b 'a=b' "],
  ['PowerShell cookies', 'System.Net.Cookie("'],
])('a long text of %s is read to its end', (_, unit) => {
  const text = unit.repeat(Math.floor((127 * 1024) / unit.length));
  for (const pasted of [`x${text}x`, `"${text}`, `curl ${text}`])
    expect(readPasted(pasted).cookies.length).toBeGreaterThan(0);
});

test('the variable in which CGI passes a Cookie header is read as one', () => {
  const flask = 'eyJVc2VybmFtZSI6IkFkbWluIn0.aYAAAA.Z2FVrQldle-fIx4BiLOVK5WxY9I';
  expect(readPasted(`HTTP_COOKIE=session=${flask}`).likeliest).toMatchObject({ name: 'session', rawValue: flask });
});
