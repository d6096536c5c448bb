import { nameSays } from '../../session-name.ts';
import { eachNameOnce, nullIfEmpty, type PastedPair } from './pasted-pair.ts';

/**
 * Characters that do not occur in the value of a cookie, and that surround one in logs, tables, addresses and programs.
 */
const BOUNDARY = /[\s"'`|<>(){}[\],;&]+/;
/** The minimum length of a word, because no format is certain for a shorter one. */
const MIN_CHARACTERS = 16;
const MAX_WORDS = 2000;
const MAX_FOUND = 50;

/**
 * Cookies among other text: a line of a log, a table, an address, a piece of a program. A word counts that `isCookie`
 * is certain of; its name is in front of an equals sign, or is the word before it if that is the name of a session.
 * Otherwise the name is empty.
 */
export function foundInText(
  text: string,
  isCookie: (name: string | null, value: string) => boolean,
): readonly PastedPair[] | null {
  const words = text.split(BOUNDARY, MAX_WORDS);
  const pairs: PastedPair[] = [];
  for (const [index, bounded] of words.entries()) {
    const word = bounded.replace(/^[=:]+/, '');
    if (word.length < MIN_CHARACTERS || pairs.length >= MAX_FOUND) continue;
    const [assigned, whole] = [assignmentIn(word), { name: words[index - 1] ?? '', value: word }];
    if (assigned !== null && isCookie(assigned.name, assigned.value)) pairs.push(assigned);
    else if (nameSays(whole.name) === 'session' && isCookie(whole.name, whole.value)) pairs.push(whole);
    else if (isCookie(null, word)) pairs.push({ name: '', value: word });
  }
  return nullIfEmpty(eachNameOnce(pairs));
}

/** `name=value` at the end of a word, also behind the path of an address. */
function assignmentIn(word: string): PastedPair | null {
  const equals = word.indexOf('=');
  const name =
    /[!#$%'*+.^_~0-9A-Za-z-]{1,100}$/.exec(word.slice(Math.max(0, equals - 100), Math.max(0, equals)))?.[0] ?? '';
  const value = word.slice(equals + 1);
  return name === '' || value.length < MIN_CHARACTERS ? null : { name, value };
}
