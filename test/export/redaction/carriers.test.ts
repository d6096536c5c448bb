import { expect, test } from 'vitest';
import { mapEntryText } from '../../../server/export/redaction/entry-text.ts';
import { secretsInText } from '../../../server/export/redaction/named-secrets.ts';
import { replaceRanges } from '../../../server/export/redaction/secret-range.ts';
import { readingsOf } from '../../../server/export/redaction/text-reading.ts';
import { TextRedactor } from '../../../server/export/redaction/text-redactor.ts';
import { aRequest } from '../log-entries.ts';

/** A password that a person chose: it does not look random. */
const WORD = 'correcthorse';
const RANDOM = 'Qz7kX9mB2vL4nR8t';
const shown = (text: string) => replaceRanges(text, secretsInText(readingsOf(text)), () => '…');
const LINE = '\r\n';
const part = (disposition: string) =>
  ['--X', `Content-Disposition: form-data; ${disposition}`, '', WORD, '--X--'].join(LINE);
const graphql = JSON.stringify({
  query: 'mutation In($a: String!, $b: String!) { signIn(email: $a, passwd: $b) { id } }',
  variables: { a: 'bob', b: WORD },
});

test.each<[string, string]>([
  ['a variable of GraphQL under a neutral name', graphql],
  ['the same in an address', `/graphql?query=${encodeURIComponent(graphql)}`],
  ['the default of such a variable', `query Q($t: String = "${RANDOM}") { viewer(token: $t) { id } }`],
  ['a part of a multipart form', part('name="user[password]"')],
  ['its name without quotes', part('name=password')],
  ['its name in other case', part('Name="Password"').replace('Content-Disposition', 'content-disposition')],
  ['its name as RFC 5987 has it', part("name*=UTF-8''pass%77ord")],
  ['an element of XML', `<soap:Password Type="Text">${WORD}</soap:Password>`],
  ['a value beside its name in XML', `<add key="ApiKey" value="${WORD}" />`],
  ['a member of XML-RPC', `<member><name>password</name><value><string>${WORD}</string></value></member>`],
  ['a property list', `<key>password</key><string>${WORD}</string>`],
  ['a field of a password', `<input type="password" name="q" value="${WORD}">`],
  ['a line of YAML', `db:\n  password: ${WORD}\n  user: bob`],
  ['a block of YAML', `api_key: >-\n  ${RANDOM}\n`],
  ['a dump of PHP', `["password"]=>\n  string(12) "${WORD}"`],
  ['a list of pairs', `[["a","b"],["password","${WORD}"]]`],
  ['cookies in a list of headers', `["Cookie","theme=${WORD}","Host","x"]`],
  ['a statement of SQL', `INSERT INTO users (name, password) VALUES ('bob', '${WORD}')`],
  ['an account in SQL', `CREATE USER bob IDENTIFIED BY '${WORD}'`],
  ['a client of MySQL', `mysql -u root -p${WORD} shop`],
  ['sshpass', `sshpass -p ${WORD} ssh host`],
  ['a message about a key', `invalid api key provided: ${RANDOM}`],
  ['a message about a session', `session ${RANDOM} not found`],
  ['a protocol of WebSocket', `Sec-WebSocket-Protocol: bearer, ${RANDOM}`],
  ['a name in Chinese', `{"密码":"${WORD}"}`],
  ['a name in Russian', `{"пароль":"${WORD}"}`],
  ['a name with an accent', `{"contraseña":"${WORD}"}`],
  ['Basic credentials as a member', JSON.stringify({ note: `Basic ${Buffer.from(`bob:${WORD}`).toString('base64')}` })],
  ['an answer of Digest', `Digest username="bob", response="${'0a1b'.repeat(8)}"`],
])('the secret in %s is found', (_, text) => {
  for (const secret of [WORD, RANDOM, Buffer.from(`bob:${WORD}`).toString('base64'), '0a1b0a1b']) {
    expect(shown(text)).not.toContain(secret);
  }
});

test.each([
  ['Your verification code: 483920', 'Your verification code: …'],
  ['483920 is your verification code', '… is your verification code'],
  ['password: required', 'password: required'],
  ['["password", "email"]', '["password", "email"]'],
  ['user(id: $id) { name }', 'user(id: $id) { name }'],
  [`INSERT INTO t (a, b) VALUES ('x, y', 2)`, `INSERT INTO t (a, b) VALUES ('x, y', 2)`],
  ['the session is the same', 'the session is the same'],
])('%s is shown as %s', (text, expected) => {
  expect(shown(text)).toBe(expected);
});

test('session data: variables of GraphQL, lists of pairs and lists of headers hold secrets under the name beside them', () => {
  const redactor = new TextRedactor({ isKnownSid: () => false, signingSecrets: [] });
  const record = aRequest({
    sessionAfter: {
      asked: { query: 'mutation($p:String!){login(password:$p){id}}', variables: { p: WORD, page: 2 } },
      pairs: [
        ['password', WORD],
        ['x', 1],
      ],
      headers: ['Cookie', `theme=${WORD}`, 'Host', 'x'],
      fields: ['password', 'email'],
    },
  });
  const text = JSON.stringify(mapEntryText(record, (value, role) => redactor.replaced(value, role)));
  expect(text).not.toContain(WORD);
  expect(text).toContain('"page":2');
  expect(text).toContain('["password","email"]');
});
