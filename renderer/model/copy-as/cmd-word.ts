/** The characters with a meaning in cmd.exe outside of quotes. A percent sign starts the name of a variable. */
const SPECIAL = /["^&|<>()!%]/;

/**
 * A text of printable ASCII as one word of a command that is typed at the prompt of cmd.exe. First it is quoted for the
 * program, as Microsoft's C runtime splits a command line. Then every character that cmd.exe interprets gets a caret,
 * including the quotes, so that cmd.exe is never inside quotes, where it would keep a caret.
 *
 * Variables are replaced before carets are interpreted. The caret after a percent sign therefore makes the name of a
 * variable that does not exist. This does not work in a batch file, where each percent sign must be doubled.
 */
export function cmdWord(text: string): string {
  return /^[\w\-./:=@+~,]+$/.test(text) ? text : withCarets(quotedForProgram(text));
}

/** Backslashes are doubled only before a quote; elsewhere they are literal. */
function quotedForProgram(text: string): string {
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/\\+$/, '$&$&')}"`;
}

function withCarets(text: string): string {
  const escaped = text.replace(new RegExp(SPECIAL, 'g'), '^$&');
  return escaped.replace(/%(?!\^|$)/g, '%^');
}
