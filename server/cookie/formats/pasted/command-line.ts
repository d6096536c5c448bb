import {
  eachNameOnce,
  nullIfEmpty,
  type PastedForm,
  type PastedPair,
  pairsOfCookie,
  pairsOfHeader,
} from './pasted-pair.ts';
import { shellWords, withoutCarets } from './shell-words.ts';

/** A program that sends requests, behind a prompt or not, or one of its options copied alone. */
const COMMAND =
  /^(?:(?:[$#%>]|PS [^>\n]*>|[A-Za-z]:\\[^>\n]*>|[\w.-]+@[^$#\n]{0,200}[$#])[ \t]*)?(?:curl(?:\.exe)?|wget|https?|xhs?)[ \t]|^(?:-H|-b|--header|--cookie)[ \t='"^]/;
const CARETS = /\^"|\^[ \t]*\r?\n/;
const HEADER = /^[ \t]*((?:set-)?cookie)[ \t]*:[ \t]*/i;

/**
 * A command of curl, wget or HTTPie, as a browser's "Copy as cURL" writes it for a POSIX shell and for cmd.exe: the
 * cookies of `-b`, `--cookie`, and of each header given by `-H`, `--header` or as a word. A `-b` without an equals sign
 * names a file and is left out.
 */
export const commandLine: PastedForm = (text) => {
  if (!COMMAND.test(text)) return null;
  const straight = text.replace(/[‘’‚]/g, "'").replace(/[“”„]/g, '"');
  const typed = CARETS.test(straight) ? withoutCarets(straight) : straight;
  const words = shellWords(isOfBatchFile(typed) ? typed.replaceAll('%%', '%') : typed);
  const pairs: PastedPair[] = [];
  for (const [index, word] of words.entries()) {
    const cookies = cookieOption(word, words[index + 1]);
    const header =
      HEADER.exec(word) ?? HEADER.exec(/^(?:-H|--header=)/.test(word) ? word.replace(/^(?:-H|--header=)/, '') : '');
    if (cookies !== null) pairs.push(...pairsOfCookie(cookies));
    else if (header !== null)
      pairs.push(...(pairsOfHeader(header[1] ?? '', word.slice(word.indexOf(':') + 1).trim()) ?? []));
  }
  return nullIfEmpty(eachNameOnce(pairs));
};

/** A batch file doubles every percent sign. */
function isOfBatchFile(command: string): boolean {
  return /%%[0-9a-f]{2}/i.test(command) && !/(?<!%)(?:%%)*%(?!%)/.test(command);
}

/**
 * The value of `-b` or `--cookie`, in this word or in the next. Null for another option. Short options can share a
 * dash: `-sb`.
 */
function cookieOption(word: string, next: string | undefined): string | null {
  const attached = /^--cookie=(.*)$/s.exec(word) ?? /^-b(.+)$/s.exec(word);
  const value = attached?.[1] ?? (word === '--cookie' || /^-[A-Za-z]*b$/.test(word) ? next : undefined);
  return value?.includes('=') ? value : null;
}
