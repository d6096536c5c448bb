import type { SecretRange } from './secret-range.ts';
import { parameter } from './secret-value.ts';
import { secrecyOf } from './sensitive-name.ts';
import { isShortToken, looksRandom } from './token-shape.ts';
import { endOfBareValue, type Stretch } from './value-end.ts';

const PASSWORDS =
  'passw(?:or[dt]|d)|passphrase|passcode|passwort|kennwort|contrase(?:ñ|n)a|senha|mot de passe|пароль|密[码碼]|口令|パスワード|暗証番号|비밀번호|암호';
const TOKENS =
  'token|secret|otp|pin|code|api key|session(?: id)?|csrf(?: token)?|xsrf(?: token)?|nonce|sid|sessionid|jwt|令牌|验证码|驗證碼|密钥|会话|會話';
/** A blank, or a blank as an HTML form encodes it. */
const BLANK = '[\\s+]';
/** Whose password it is: `of bob`, `(bob)`. */
const OWNER = `(?:${BLANK}(?:of|for)(?:${BLANK}the)?(?:${BLANK}user)?${BLANK}[\\w.@-]{1,60}|${BLANK}\\([\\w.@-]{1,60}\\)(?=:)|\\[[\\w.@-]{1,60}\\](?=:))`;
/** The words between a name and its value. */
const VERBS = `(?:is|was|are|were|reads|equals|ist|lautet|es|est|(?:had been|will be)|provided|given|supplied|received|submitted|entered|used|(?:(?:was|is|has been)${BLANK})?(?:changed|set|reset|updated)${BLANK}to)(?:${BLANK}now)?`;
const SIGNS = '[*_`]{0,3}(?:[:：#→–—]|->|=>)[*_]{0,3}';
/** Before the name of a password, so that the password follows: `tried password X`. */
const ATTEMPT = /^(?:with|tried|using|typed|guessed|sent)$/i;
const OPENINGS = '["\'`“‘«「『《【（([<]';
/**
 * A secret within a sentence: `password is X`, `password: X`, `password (X)`, `token "X"`. The groups are the word
 * before the name, the name, the verb, the sign, and the opening mark before the value.
 */
const SAID = new RegExp(
  `(?<![\\w-])(?:([a-z]+)${BLANK})?(?:(${PASSWORDS})|(${TOKENS}))s?${OWNER}?(?:${BLANK}(${VERBS})|(是|为|為|は))?(?:${BLANK}{0,2}(${SIGNS})${BLANK}{0,4}|${BLANK}{1,4}|(?<=[是为為は])|(?=[「『“《【（]))(${OPENINGS})?(?=[\\p{L}\\p{N}_!#$%&*+./@^~-])`,
  'giu',
);
const SAID_NAME = new RegExp(`${PASSWORDS}|${TOKENS}`, 'iu');
/** The code before its name: `483920 is your verification code`. */
const SAID_BEFORE = /(?<![\w.-])(\d{4,8}) is (?:your|the) (?:[\w.-]{1,30} ){0,4}(?:code|pin|otp|password|passcode)\b/gi;
const CLOSINGS: Readonly<Record<string, string>> = {
  '“': '”',
  '‘': '’',
  '«': '»',
  '「': '」',
  '『': '』',
  '《': '》',
  '【': '】',
  '（': '）',
  '(': ')',
  '[': ']',
  '<': '>',
};
/** A longer value is not part of a sentence. */
export const LONGEST_SAID = 200;

/**
 * The first words of what people and programs say of a password, and words that are not passwords: function words, the
 * verbs and adjectives of messages, the names of fields and of types.
 */
const SAID_OF_PASSWORDS: ReadonlySet<string> = new Set(
  (
    'a an the this that these those it its my your his her their our no not none and or nor but if then than so as at by for from in into of ' +
    'on onto to with without within via per about after before during until when while where which who whose how why what there here ' +
    'is are was were be been being am do does did done has have had will would shall should can cannot could may might must need needs let ' +
    'please try click enter type choose pick select see use using keep make create set reset change check confirm contact repeat retype ' +
    'forgot forget remember show hide reveal copy paste leave fill provide send get new old current previous next last again only also too ' +
    'very still now never always already just ever once yet all any both each every some same different other another more less least most ' +
    'at-least minimum maximum min max length size long short weak strong medium safe unsafe secure insecure good bad okay wrong right correct ' +
    'incorrect valid invalid empty blank missing absent unknown undefined null nil none true false yes required optional necessary mandatory ' +
    'needed allowed disallowed forbidden denied rejected accepted refused failed failure fails fail success successful expired expire expires ' +
    'changed updated saved stored sent removed deleted cleared hidden masked redacted filtered encrypted hashed salted protected generated ' +
    'disabled enabled locked mismatch mismatched match matches matched unchanged reused compromised breached leaked pwned guessable ' +
    'case-sensitive string text boolean object number integer array buffer function promise symbol field input value form label header ' +
    'parameter property column key keys policy rule rules manager settings security account login logon signin email e-mail username user name ' +
    'authentication auth authorization hash hashes digest protection recovery strength generator hint prompt error errors warning help info ' +
    'realm scheme bearer basic token tokens secret secrets password passwords code codes session sessions cookie cookies out ok up down ' +
    'characters character letters digits words word lost found done todo tbd n/a na ist sind nicht falsch richtig leer ungültig erforderlich ' +
    'es está no requerido requerida incorrecta est sont pas requis incorrect invalide obligatoire'
  ).split(' '),
);
/** A word that says what was done to a password, as in `password is encrypted`. */
const PARTICIPLE = /^[a-z]{2,}(?:ed|ing|able|ible|ly)$/i;
/** A noun behind `with password`, as in `with password authentication`. */
const COMPOUND =
  /(?:tion|sion|ment|ance|ence|ity|ers?|ies|ing|ed)$|^(?:grant|flow|file|box|store|vault|history|attempts?|database|based|hint|fields?|pair)$/i;
const ADDRESS = /^[a-z][a-z0-9+.-]{1,20}:\/\//i;
/** A call in a program, such as `z.string()`. */
const CALL = /^[a-z_$][\w$]*(?:\.[\w$]+)+\(\)?$/i;
/** The first letter of a word in Chinese, Japanese or Korean, which follows a value without a blank. */
const OF_SENTENCE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;

/**
 * Whether the text after `password:` is a password and not the rest of a sentence. A password may be a word too, so
 * only the words that messages use about passwords count as the rest of a sentence.
 */
export function isSaidPassword(value: string): boolean {
  if (value.length < 4 || !/[\p{L}\p{N}]/u.test(value)) return false;
  if (ADDRESS.test(value) || CALL.test(value)) return false;
  if (/\d/.test(value) && !value.includes(' ')) return true;
  const [word = ''] = /^[\p{L}'/-]*/u.exec(value.toLowerCase()) ?? [];
  return !SAID_OF_PASSWORDS.has(word) && !OF_SENTENCE.test(value) && !/^\[\w+\]$/.test(value);
}

/** Whether the word is one of those that messages say of passwords and credentials. */
export function isSaidWord(word: string): boolean {
  return SAID_OF_PASSWORDS.has(word.toLowerCase());
}

/** The secrets in sentences such as `your password is 5f9d3c2b1a` or `code 123456`. */
export function saidIn(text: string): SecretRange[] {
  const ranges: SecretRange[] = [];
  if (!SAID_NAME.test(text)) return ranges;
  for (const { 1: code = '', index } of text.matchAll(SAID_BEFORE)) {
    ranges.push(parameter(text, { start: index, end: index + code.length }, 'token'));
  }
  for (const said of text.matchAll(SAID)) {
    const { 0: match, 1: before = '', 2: password, 3: token = '', 4: verb, 5: particle, 6: sign, 7: opening } = said;
    const value = valueAt(text, said.index + match.length, opening);
    if (value === null) continue;
    const plain = text.slice(value.start, value.end);
    // In Chinese and Japanese the value may follow the name directly, without a verb and without a sign.
    const isBound = (verb ?? particle ?? sign ?? opening) !== undefined || OF_SENTENCE.test(password ?? '');
    const isVerb = sign === undefined && opening === undefined;
    const isSecret =
      password === undefined
        ? isSaidToken(token, before, plain, isBound, verb ?? sign)
        : isBound
          ? isSaidPassword(plain) && !(isVerb && PARTICIPLE.test(plain))
          : isRandomPassword(plain) || (ATTEMPT.test(before) && isSaidPassword(plain) && !COMPOUND.test(plain));
    if (!isSecret) continue;
    const range = parameter(text, value, 'token');
    ranges.push(looksRandom(plain) || /\d/.test(plain) ? range : { ...range, isLocal: true });
  }
  return ranges;
}

/** The value up to its closing mark, or up to a blank. Null if it is too long for a sentence. */
function valueAt(text: string, start: number, opening: string | undefined): Stretch | null {
  const nearby = text.slice(start, start + LONGEST_SAID + 1);
  const closed = opening === undefined ? -1 : nearby.indexOf(CLOSINGS[opening] ?? opening);
  const length = closed === -1 ? endOfBareValue(nearby, 0) : closed;
  return length > LONGEST_SAID ? null : { start, end: start + length };
}

/** Without a verb or a sign between name and value. */
function isRandomPassword(value: string): boolean {
  return value.length >= 8 && looksRandom(value);
}

function isSaidToken(name: string, before: string, value: string, isBound: boolean, link: string | undefined): boolean {
  if (/^(?:code|pin|otp|验证码|驗證碼)$/i.test(name) && /^\d{4,10}$/.test(value)) return !isPublicCode(before);
  if (/^(?:code|pin)$/i.test(name)) return false;
  if (/^secret$/i.test(name) && link !== undefined && isSaidPassword(value) && !PARTICIPLE.test(value)) return true;
  return isBound ? isShortToken(value) : isShortToken(value) && value.length >= 6;
}

/** `status code 1006` and `exit code 4001` are not secrets. */
function isPublicCode(before: string): boolean {
  return secrecyOf(`${before} code`) === 'none';
}
