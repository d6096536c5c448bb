import { describe, expect, test } from 'vitest';
import { readPasted } from '../../../server/cookie/formats/pasted-cookie.ts';
import { decode, frameworkCookies } from './support.ts';

/** The forms in which programs, logs, panels and notes hold a cookie; pasted-forms.test.ts has others. */

const FLASK = 'eyJVc2VybmFtZSI6IkFkbWluIn0.aYAAAA.Z2FVrQldle-fIx4BiLOVK5WxY9I';
const EXPRESS = 's%3ABh8oG0qgMyJc4qq8A47I0MTwcNiu7ue8.hXhPs8q9AN4ATeh2KrjuzvSbJA7cqbkP5cUUT34bZKA';

interface Pair {
  readonly name: string;
  readonly value: string;
}

const sessions: readonly Pair[] = [
  { name: 'session', value: FLASK },
  { name: 'connect.sid', value: EXPRESS },
  ...['laravel', 'jwt', 'rails-encrypted', 'django', 'react-router'].flatMap((format) =>
    frameworkCookies
      .filter((cookie) => cookie.format === format && cookie.secret !== undefined)
      .slice(0, 1)
      .map(({ name, cookie }) => ({ name, value: cookie })),
  ),
].filter(({ name, value }) => (decode(`${name}=${value}`).confidence ?? 0) >= 0.95);

const header = (pairs: readonly Pair[]) => pairs.map(({ name, value }) => `${name}=${value}`).join('; ');
const first = ([pair]: readonly Pair[]): Pair => pair ?? { name: '', value: '' };
const BOM = '\ufeff';

type Form = (pairs: readonly Pair[]) => string;

/** Every cookie in it is offered, with its name. */
const wholeForms: Readonly<Record<string, Form>> = {
  'curl with --header': (pairs) => `curl --location 'http://localhost/' --header 'Cookie: ${header(pairs)}'`,
  'curl with --header in double quotes and lower case': (pairs) =>
    `curl -s --header "cookie: ${header(pairs)}" "http://localhost/"`,
  'curl with a cookie in backslashes, without quotes': (pairs) =>
    `curl -b ${header(pairs).replaceAll('; ', '\\;\\ ').replaceAll('&', '\\&')} http://localhost/`,
  'curl in a batch file, with doubled percent signs': (pairs) =>
    `curl "http://localhost/" -b "${header(pairs).replaceAll('%', '%%')}"`,
  'curl over several lines with Windows line ends': (pairs) =>
    `curl 'http://localhost/' \\\r\n  -H 'accept: */*' \\\r\n  -b '${header(pairs)}'\r\n`,
  'curl behind a BOM': (pairs) => `${BOM}curl 'http://localhost/' -b '${header(pairs)}'`,
  'curl in a fenced block': (pairs) => `\`\`\`sh\ncurl 'http://localhost/' -H 'Cookie: ${header(pairs)}'\n\`\`\``,
  'curl behind the prompt of a server': (pairs) => `root@web-1:~# curl -b '${header(pairs)}' localhost`,
  'wget without a jar': (pairs) => `wget --no-cookies --header 'Cookie: ${header(pairs)}' -O- http://localhost/`,
  'HTTPie with quotes around the value': (pairs) =>
    `http GET localhost:5000/ "Cookie:${header(pairs)}" Accept:text/html`,
  'a request file of an editor': (pairs) =>
    `### the session\nGET http://localhost:5000/getsession\nAccept: */*\nCookie: ${header(pairs)}\n`,
  'a header block in a fenced block': (pairs) =>
    `\`\`\`http\nGET / HTTP/1.1\nHost: localhost\nCookie: ${header(pairs)}\n\`\`\``,
  'an indented header block': (pairs) => `    GET / HTTP/1.1\n    Host: localhost\n    Cookie: ${header(pairs)}\n`,
  'a header block behind a BOM, with Windows line ends': (pairs) =>
    `${BOM}GET / HTTP/1.1\r\nHost: localhost\r\nCookie: ${header(pairs)}\r\n\r\n`,
  'a Cookie header without blanks': (pairs) => `Cookie: ${header(pairs).replaceAll('; ', ';')}`,
  'a header string without blanks, with a semicolon at its end': (pairs) => `${header(pairs).replaceAll('; ', ';')};`,
  'cookies.txt behind a BOM, with Windows line ends': (pairs) =>
    `${BOM}# Netscape HTTP Cookie File\r\n${pairs
      .map(({ name, value }) => `#HttpOnly_localhost\tFALSE\t/\tTRUE\t0\t${name}\t${value}`)
      .join('\r\n')}\r\n`,
  'JSON behind a BOM': (pairs) => BOM + JSON.stringify(pairs.map((pair) => ({ ...pair, domain: 'localhost' }))),
  'a line of JSON for each cookie': (pairs) =>
    pairs.map((pair) => JSON.stringify({ ...pair, domain: 'localhost', path: '/' })).join('\n'),
  'headers as Go prints them': (pairs) => `map[Accept:[*/*] Cookie:[${header(pairs)}] User-Agent:[curl/8.5.0]]`,
  'headers as Spring logs them': (pairs) =>
    `GET "/getsession", headers={masked}\nheaders=[host:"localhost", cookie:"${header(pairs)}", accept:"*/*"]`,
  'raw headers of Node': (pairs) =>
    `rawHeaders: [\n  'Host',\n  'localhost:5000',\n  'Cookie',\n  '${header(pairs)}',\n  'Accept',\n  '*/*'\n]`,
  'Set-Cookie headers as Node prints them': (pairs) =>
    `{\n  'content-type': 'text/html',\n  'set-cookie': [\n${pairs.map((pair) => `    '${header([pair])}; Path=/; HttpOnly'`).join(',\n')}\n  ]\n}`,
  'the environment of WSGI': (pairs) =>
    `{'REQUEST_METHOD': 'GET', 'HTTP_COOKIE': '${header(pairs)}', 'PATH_INFO': '/'}`,
  'the variables of PHP': (pairs) =>
    `Array\n(\n    [HTTP_HOST] => localhost\n    [HTTP_COOKIE] => ${header(pairs)}\n)\n`,
  'the cookies of PHP': (pairs) =>
    `Array\n(\n${pairs.map(({ name, value }) => `    [${name}] => ${value}`).join('\n')}\n)\n`,
  'a variable of a shell': (pairs) => `export COOKIE='${header(pairs)}'`,
  'a variable of PowerShell': (pairs) => `$env:COOKIE = "${header(pairs)}"`,
  'PowerShell with a bare key': (pairs) =>
    `Invoke-RestMethod http://localhost/ -Headers @{ Cookie = '${header(pairs)}'; Accept = '*/*' }`,
  'cookies of PowerShell by their constructor': (pairs) =>
    pairs
      .map(({ name, value }) => `$s.Cookies.Add([System.Net.Cookie]::new('${name}', '${value}', '/', 'localhost'))`)
      .join('\r\n'),
  YAML: (pairs) => `headers:\n  accept: "*/*"\n  cookie: "${header(pairs)}"\n`,
  'JSON in JSON': (pairs) => JSON.stringify(JSON.stringify({ headers: { cookie: header(pairs) } })),
  'a page that shows the header': (pairs) => `<pre>Cookie: ${header(pairs).replaceAll('&', '&amp;')}</pre>`,
  'a list of cookies for Playwright': (pairs) =>
    `await context.addCookies([${pairs.map(({ name, value }) => `{ name: '${name}', value: '${value}', url: 'http://localhost' }`).join(', ')}]);`,
  'a log of nginx with its cookies': (pairs) =>
    `127.0.0.1 - - [30/Nov/2026:12:00:00 +0000] "GET / HTTP/1.1" 200 12 "-" "curl/8.5.0" "${header(pairs)}"`,
};

/** The cookie is found; other cookies may be missing, and a name that stands apart from its value. */
const partForms: Readonly<Record<string, Form>> = {
  'the storage panel of Firefox': (pairs) => `${first(pairs).name}:"${first(pairs).value}"`,
  'a row of Safari': (pairs) => `${first(pairs).name}\t${first(pairs).value}\tlocalhost\t/\tSession\t97 B\t\t✓\tLax`,
  'a call of Express': (pairs) => `res.cookie('${first(pairs).name}', '${first(pairs).value}', { httpOnly: true });`,
  'a call of Cypress': (pairs) => `cy.setCookie('${first(pairs).name}', '${first(pairs).value}')`,
  'a call of Selenium': (pairs) =>
    `driver.add_cookie({"name": "${first(pairs).name}", "value": "${first(pairs).value}", "path": "/"})`,
  'a call of PHP': (pairs) => `setcookie('${first(pairs).name}', '${first(pairs).value}', 0, '/', '', true, true);`,
  'a call of Java': (pairs) => `response.addCookie(new Cookie("${first(pairs).name}", "${first(pairs).value}"));`,
  'a call of Rust': (pairs) => `jar.add(Cookie::new("${first(pairs).name}", "${first(pairs).value}"));`,
  'a jar of Python': (pairs) => `s.cookies["${first(pairs).name}"] = "${first(pairs).value}"`,
  'a call of httpx': (pairs) =>
    `client.cookies.set("${first(pairs).name}", "${first(pairs).value}", domain="localhost")`,
  'a test of Rails': (pairs) => `cookies[:${first(pairs).name}] = "${first(pairs).value}"`,
  'a morsel of Python': (pairs) => `<Morsel: ${first(pairs).name}=${first(pairs).value}; Path=/>`,
  'a set-cookie of Python': (pairs) => `Set-Cookie: ${first(pairs).name}="${first(pairs).value}"; HttpOnly; Path=/`,
  'a quoted value with a semicolon': (pairs) => `"${first(pairs).value}";`,
  'a variable of cmd': (pairs) => `set COOKIE=${header([first(pairs)])}`,
  'a note': (pairs) => `My cookie is:\n\n    ${header([first(pairs)])}\n\nThanks!`,
  'a value in angle brackets': (pairs) => `<${first(pairs).value}>`,
  'a pair in a page': (pairs) => `&quot;${header([first(pairs)])}&quot;`,
  'a value percent-encoded twice, in quotes': (pairs) =>
    `'${first(pairs).name}=${encodeURIComponent(encodeURIComponent(first(pairs).value))}'`,
  'a pair behind a BOM': (pairs) => BOM + header([first(pairs)]),
  'a value behind a BOM with a Windows line end': (pairs) => `${BOM}${first(pairs).value}\r\n`,
};

const others = [
  { name: 'theme', value: 'dark' },
  { name: 'lang', value: 'de' },
];

function meant(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

describe.each(Object.entries(wholeForms))('%s', (_, form) => {
  test('gives the session as it was in the header', () => {
    for (const session of sessions) {
      for (const pairs of [[session], [others[0] as Pair, session, others[1] as Pair]]) {
        const { likeliest } = readPasted(form(pairs));
        expect([likeliest.name, meant(likeliest.rawValue)]).toEqual([session.name, meant(session.value)]);
      }
    }
  });

  test('offers every cookie that is in it', () => {
    const { cookies } = readPasted(form([others[0] as Pair, sessions[0] as Pair, others[1] as Pair]));
    expect(cookies.map(({ name }) => name)).toEqual(['theme', 'session', 'lang']);
  });
});

test.each(Object.entries(partForms))('%s is read', (_, form) => {
  for (const session of sessions) {
    const { likeliest } = readPasted(form([session]));
    // Quotes can be a part of a cookie's value, which frameworks read without them.
    expect(meant(likeliest.rawValue.replace(/^"(.*)"$/, '$1'))).toBe(meant(session.value));
    expect([session.name, null]).toContain(likeliest.name);
  }
});
