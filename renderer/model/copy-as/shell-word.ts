/**
 * A byte string as one word of a POSIX shell. Bytes other than printable ASCII are made by printf, so that neither the
 * clipboard's encoding nor the terminal can change them. A word cannot contain NUL; no head of an HTTP message has one.
 */
export function shellWord(bytes: string): string {
  const pieces = bytes.match(/[\n -~]+|[^\n -~]+/g) ?? [''];
  return pieces.map((piece) => (/^[^\n -~]/.test(piece) ? printed(piece) : quoted(piece))).join('');
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** Without a newline among them: a command substitution would lose those at its end. */
function printed(bytes: string): string {
  return `"$(printf '${Array.from(bytes, octal).join('')}')"`;
}

function octal(byte: string): string {
  return `\\${byte.charCodeAt(0).toString(8).padStart(3, '0')}`;
}
