/**
 * Splits a command into words like a POSIX shell: single, double and `$'…'` quotes, backslashes, and line breaks after
 * a backslash or (PowerShell) a backtick. Variables are not expanded. Characters that end a command (`;`, `|`, `&`) end
 * a word. An unclosed quote ends with the text. Never throws; linear in the length. Source: POSIX Shell Command
 * Language §2.2, Bash manual §3.1.2.4.
 */
export function shellWords(command: string): string[] {
  const words: string[] = [];
  let word: string | null = null;
  let at = 0;
  const end = (): void => {
    if (word !== null) words.push(word);
    word = null;
  };
  while (at < command.length) {
    const character = command[at] ?? '';
    const next = command[at + 1];
    if (/[\s;|&]/.test(character)) {
      end();
      at++;
    } else if ((character === '\\' || character === '`') && (next === '\n' || next === '\r')) {
      at += next === '\r' && command[at + 2] === '\n' ? 3 : 2;
    } else {
      const piece = pieceAt(command, at);
      word = (word ?? '') + piece.text;
      at = piece.end;
    }
  }
  end();
  return words;
}

/**
 * A command for cmd.exe without its carets: `^"` is `"`, and a caret before a line break joins the lines. Chrome writes
 * `%3A` as `^%^3A`.
 */
export function withoutCarets(command: string): string {
  return command.replace(/\^(\r?\n|[\s\S])/g, (_, escaped: string) => (escaped.endsWith('\n') ? ' ' : escaped));
}

type Piece = { text: string; end: number };

/** The quoted or plain piece that begins here. */
function pieceAt(command: string, at: number): Piece {
  const character = command[at];
  if (character === "'") return singleQuoted(command, at + 1);
  if (character === '"') return withEscapes(command, at + 1, '"', unescapeDoubleQuoted);
  if (character === '$' && command[at + 1] === "'") return withEscapes(command, at + 2, "'", unescapeAnsiC);
  if (character === '\\') return { text: command[at + 1] ?? '', end: at + 2 };
  return { text: character ?? '', end: at + 1 };
}

function singleQuoted(command: string, start: number): Piece {
  const close = command.indexOf("'", start);
  const end = close === -1 ? command.length : close;
  return { text: command.slice(start, end), end: end + 1 };
}

function withEscapes(command: string, start: number, quote: string, unescaped: (sequence: string) => string): Piece {
  let end = start;
  while (end < command.length && command[end] !== quote) end += command[end] === '\\' ? 2 : 1;
  const text = command
    .slice(start, end)
    .replace(/\\(?:u[0-9a-fA-F]{1,4}|x[0-9a-fA-F]{1,2}|[0-7]{1,3}|[\s\S])/g, unescaped);
  return { text, end: end + 1 };
}

/** Inside double quotes a backslash escapes only the characters that have a meaning there. */
function unescapeDoubleQuoted(sequence: string): string {
  const character = sequence[1] ?? '';
  if (character === '\n') return '';
  return /["\\$`]/.test(character) ? sequence.slice(1) : sequence;
}

const ANSI_C: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r' };

function unescapeAnsiC(sequence: string): string {
  const kind = sequence[1] ?? '';
  if ((kind === 'u' || kind === 'x') && sequence.length > 2)
    return String.fromCharCode(Number.parseInt(sequence.slice(2), 16));
  if (/[0-7]/.test(kind)) return String.fromCharCode(Number.parseInt(sequence.slice(1), 8));
  return ANSI_C[kind] ?? kind;
}
