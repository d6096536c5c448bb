import { nullIfEmpty, type PastedForm } from './pasted-pair.ts';

const COOKIE_OBJECT =
  /System\.Net\.Cookie(?:\]::new)?["']?[ \t]*(?:-ArgumentList[ \t]*)?\(?[ \t]*("(?:[^"`]|`[\s\S]|"")*"|'(?:[^']|'')*')[ \t]*,[ \t]*("(?:[^"`]|`[\s\S]|"")*"|'(?:[^']|'')*')/gi;

/**
 * A PowerShell command as a browser's "Copy as PowerShell" writes it: a `System.Net.Cookie` for each cookie. A Cookie
 * header among the headers of such a command is read as a quoted pair (quoted-pairs.ts).
 */
export const powerShell: PastedForm = (text) => {
  if (!text.includes('Net.Cookie')) return null;
  const cookies = [...text.matchAll(COOKIE_OBJECT)];
  return nullIfEmpty(cookies.map(([, name = '', value = '']) => ({ name: unquote(name), value: unquote(value) })));
};

/** In double quotes a backtick escapes; in both kinds of quotes a doubled quote is one. */
function unquote(literal: string): string {
  const content = literal.slice(1, -1);
  if (literal.startsWith("'")) return content.replaceAll("''", "'");
  return content.replace(/`([\s\S])|""/g, (_, escaped: string | undefined) => escaped ?? '"');
}
