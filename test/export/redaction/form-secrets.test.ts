import { expect, test } from 'vitest';
import { withoutSecrets } from './shown.ts';

/** Multipart forms, also without their line breaks, as lines of logs have them. */
test.each<[string, string]>([
  ['correcthorse', '------X Content-Disposition: form-data; name="password" correcthorse ------X--'],
  [
    'correcthorse',
    '------X\\r\\nContent-Disposition: form-data; name="password"\\r\\n\\r\\ncorrecthorse\\r\\n------X--',
  ],
  ['correcthorse', '------XContent-Disposition: form-data; name="password"correcthorse------X--'],
  [
    'correcthorse',
    '--X Content-Disposition: form-data; name="user" bob --X Content-Disposition: form-data; name="password" correcthorse --X--',
  ],
  ['correcthorse', '--X Content-Disposition: form-data; name=password correcthorse --X--'],
  ['correcthorse', '--X; Content-Disposition: form-data; name="password"; correcthorse; --X--'],
  ['correcthorse', '--X | Content-Disposition: form-data; name="password" |  | correcthorse | --X--'],
  ['correcthorse', '--X Content-Disposition: form-data; name="password" Content-Type: text/plain correcthorse --X--'],
  [
    'correcthorse',
    '--X Content-Disposition: form-data; name="password" Content-Type: text/plain; charset=UTF-8  correcthorse --X--',
  ],
  ['correcthorse', '--X\rContent-Disposition: form-data; name="password"\r\rcorrecthorse\r--X--'],
  ['correcthorse', '--X\nContent-Disposition: form-data; name="password"\n\ncorrecthorse\n--X--'],
  ['correcthorse', '--X%0D%0AContent-Disposition: form-data; name="password"%0D%0A%0D%0Acorrecthorse%0D%0A--X--'],
  ['correcthorse', '--X\\nContent-Disposition: form-data; name=\\"password\\"\\n\\ncorrecthorse\\n--X--'],
  ['correcthorse', '--X<br>Content-Disposition: form-data; name="password"<br><br>correcthorse<br>--X--'],
  ['correcthorse', "--X Content-Disposition: form-data; name='password' correcthorse --X--"],
  ['correcthorse', '--X CONTENT-DISPOSITION: FORM-DATA; NAME="PASSWORD" correcthorse --X--'],
  ['correcthorse', '--X Content-Disposition: form-data; name="password"  correcthorse'],
  ['correcthorse', '--X Content-Disposition: form-data; name="user[password]" correcthorse --X'],
  ['correct horse', '--X Content-Disposition: form-data; name="password" correct horse --X--'],
  [
    'correcthorse',
    '--X Content-Disposition: form-data; name="password"; filename="p.txt" Content-Type: text/plain correcthorse --X--',
  ],
  ['correcthorse', '--X␍␊Content-Disposition: form-data; name="password"␍␊␍␊correcthorse␍␊--X--'],
  [
    'correcthorse',
    'body: ----WebKitFormBoundaryABC Content-Disposition: form-data; name="password" correcthorse ----WebKitFormBoundaryABC--',
  ],
  [
    'correcthorse',
    '----B Content-Disposition: form-data; name="password";  correcthorse ----B Content-Disposition: form-data; name="x" 1 ----B--',
  ],
  ['correcthorse', 'Content-Disposition: form-data; name="password"\\r\\n\\r\\ncorrecthorse\\r\\n--X'],
  ['correcthorse', 'Content-Disposition: form-data; name=\\"password\\" correcthorse --X'],
  ['correcthorse', 'Content-Disposition:form-data;name="password" correcthorse--X'],
  ['correcthorse', 'Content-Disposition: form-data;  name = "password" correcthorse --X'],
  ['correcthorse', 'content-disposition: form-data; foo=bar; name="password" correcthorse --X--'],
  ['correcthorse', 'Content-Disposition: form-data; filename="a"; name="password" correcthorse --X--'],
  ['correcthorse', '--X, Content-Disposition: form-data; name="password", , correcthorse, --X--'],
  ['correcthorse', '--X\tContent-Disposition: form-data; name="password"\t\tcorrecthorse\t--X--'],
  [
    'correcthorse',
    '--X&#13;&#10;Content-Disposition: form-data; name="password"&#13;&#10;&#13;&#10;correcthorse&#13;&#10;--X--',
  ],
  [
    'correcthorse',
    '--X<CR><LF>Content-Disposition: form-data; name="password"<CR><LF><CR><LF>correcthorse<CR><LF>--X--',
  ],
  ['correcthorse', '--X^M Content-Disposition: form-data; name="password"^M ^M correcthorse^M --X--'],
  ['correcthorse', '["--X","Content-Disposition: form-data; name=\\"password\\"","","correcthorse","--X--"]'],
  [
    'correcthorse',
    '{"body":"--X\\r\\nContent-Disposition: form-data; name=\\"password\\"\\r\\n\\r\\ncorrecthorse\\r\\n--X--"}',
  ],
  ['correcthorse', '--X Content-Disposition: form-data; name="password" Content-Length: 12 correcthorse --X--'],
  ['correcthorse', '--X Content-Type: text/plain Content-Disposition: form-data; name="password" correcthorse --X--'],
  ['correcthorse', '--X\u2028Content-Disposition: form-data; name="password"\u2028\u2028correcthorse\u2028--X--'],
  ['correcthorse', '--X\\012Content-Disposition: form-data; name="password"\\012\\012correcthorse\\012--X--'],
  ['correcthorse', '--X\\x0d\\x0aContent-Disposition: form-data; name="password"\\x0d\\x0a\\x0d\\x0acorrecthorse'],
  ['correcthorse', 'form-data; name="user_password"; correcthorse'],
  ['correcthorse', '--X / Content-Disposition: form-data; name="password" / / correcthorse / --X--'],
  ['correcthorse', '--X Content-Disposition: form-data; name="password"  \ncorrecthorse --X--'],
  [
    'correcthorse',
    `b'--X\\r\\nContent-Disposition: form-data; name="password"\\r\\n\\r\\ncorrecthorse\\r\\n--X--\\r\\n'`,
  ],
])('%s is replaced in a part of a form: %s', (secret, text) => {
  for (const word of secret.split(' ')) expect(withoutSecrets(text)).not.toContain(word);
});
