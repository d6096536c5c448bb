import { percentDecode } from '../../cookie/percent-decode.ts';
import { boundedMemo } from './bounded-map.ts';
import type { SecretRange } from './secret-range.ts';
import { isLongToken, isMixedToken, looksRandom } from './token-shape.ts';

const SEGMENT = /\/([^/?#\s"'<>\\]+)/g;
/** Links that are mailed or shared contain a secret after one of these words. */
const LINK_WORDS: ReadonlySet<string> = new Set(
  (
    'reset resets resetpassword passwordreset password passwords passwd pwreset forgot recover recovery confirm confirms confirmation ' +
    'confirmations confirmemail invite invites invitation invitations join verify verification verifications verifyemail validate validation ' +
    'magic magiclink magiclogin unsubscribe optout optin unlock activate activation activations share shared shares sharing sharelink token ' +
    'tokens otp onetime impersonate capability claim redeem apikey apikeys secret secrets bearer jwt sockjs'
  ).split(' '),
);
/** After these words, only a text with the length of an unguessable token is a secret. */
const DOOR_WORDS: ReadonlySet<string> = new Set(
  'session sessions sid login signin autologin auth oauth sso callback webhook webhooks hook hooks ticket accept register signup enroll feed ical'.split(
    ' ',
  ),
);
/**
 * Directories after which a long token is the hash of what is there: built files, media, commits, objects of a store
 * that is addressed by content. The token is then no secret, unless a link word comes after the directory.
 */
const HASH_PLACES: ReadonlySet<string> = new Set(
  (
    'static assets asset dist build builds bundle bundles chunk chunks js css img imgs image images icon icons font fonts media photo photos ' +
    'picture pictures thumb thumbs thumbnail thumbnails avatar avatars gravatar emoji emojis video videos audio cdn npm gh lib libs vendor ' +
    'webpack next nuxt commit commits blob blobs tree trees raw archive compare sha sha1 sha256 sha512 md5 hash hashes digest digests etag ' +
    'package packages object objects cas manifest manifests layer layers ref refs ipfs ipns tx txs block blocks'
  ).split(' '),
);
/** Words before what is handed out to the one who has the link. In these places the ending of a file says nothing. */
const DOWNLOAD_WORDS: ReadonlySet<string> = new Set(
  'download downloads dl attachment attachments export exports invoice invoices receipt receipts report reports transfer transfers recording recordings'.split(
    ' ',
  ),
);
/** The shortest token that counts without a word before it: 128 bits of hex, or about as many of other digits. */
const SHORTEST_HEX = 32;
const SHORTEST_TOKEN = 24;
const IS_HEX = /^(?:[0-9a-f]+|[0-9A-F]+)$/;
/** The token may stand behind words: `invoice-3f2a….pdf`. */
const SEPARATORS = /[-_=~:.]/;
/** The ending of a file. */
const ENDING = /\.[a-z][a-z0-9]{1,5}(?:\.(?:gz|zip|bz2|xz))?$/i;
/** `/bot5f9d…/sendMessage`: the word and the secret in one segment. */
const BOT = /^bot(?=[0-9a-f]{32,}$)/i;
const CODE_WORDS: ReadonlySet<string> = new Set(
  'reset confirm confirmation verify verification validate magic unlock activate activation token otp onetime code pin mfa 2fa'.split(
    ' ',
  ),
);
/** The id of a session without a cookie (ASP.NET): `/(S(lit3py55t21z5v55vlm25s55))/orders.aspx`. */
const COOKIELESS = /\/\(((?:[A-Z]\([\w-]{12,}\))+)\)/g;
/** The query after a path. */
const QUERY_VALUE = /[?&](?:[^=&#\s"'<>\\]{1,40}=)?([^&#\s"'<>\\=]{6,})/y;
/** Built files, whose names contain a hash of their content. */
const FILE =
  /\.(?:css|m?js|json|map|wasm|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|otf|eot|html?|mp[34]|m4[asv]|m3u8|ts|webm|og[gv]|wav)$/i;
/** The maximum number of segments between the word and the token: `/reset/UID/TOKEN`, `/email/verify/ID/HASH`. */
const REACH = 3;
/** A value of a query of this length need only look random. */
const LONG_VALUE = 16;
const SHORTEST_LINK = 6;
const SHORTEST_DOOR = 20;
/** A door that is the session itself: the id of a session may be short. */
const SESSION_WORDS: ReadonlySet<string> = new Set(['session', 'sessions', 'sid', 'ticket']);

/**
 * The secrets in the paths of a text, by position: a segment that looks random after a word such as `reset`, `invite`
 * or `share`, a code of four or more digits after `verify` or `otp`, and a long random token in any other place, with
 * or without the ending of a file. Ids, words, the names of built files, and hashes after words such as `static` or
 * `commit` stay.
 */
export function secretsInPaths(text: string): SecretRange[] {
  const ranges = text.includes('/(') ? cookielessIn(text) : [];
  let [end, queryEnd, linkFor, doorFor, codeFor, sessionFor] = [-1, 0, 0, 0, 0, 0];
  let isHashPlace = false;
  let isDownload = false;
  for (const { 0: match, 1: segment = '', index } of text.matchAll(SEGMENT)) {
    // Another path starts here.
    if (index !== end) {
      [linkFor, doorFor, codeFor, sessionFor] = [0, 0, 0, 0];
      [isHashPlace, isDownload] = [false, false];
    }
    end = index + match.length;
    const semicolon = segment.indexOf(';');
    const name = semicolon === -1 ? segment : segment.slice(0, semicolon);
    const isSecret =
      (linkFor > 0 && (name.length >= SHORTEST_LINK ? looksRandom(name) : isMixedToken(name))) ||
      (sessionFor > 0 && name.length >= SHORTEST_LINK && isMixedToken(name)) ||
      (doorFor > 0 && name.length >= SHORTEST_DOOR && looksRandom(name)) ||
      (codeFor > 0 && /^\d{4,}$/.test(name));
    const token = isSecret || isHashPlace ? null : longTokenOf(name, isDownload);
    if (token !== null) {
      const start = index + 1 + name.lastIndexOf(token);
      ranges.push({ start, end: start + token.length, kind: 'token', secret: token });
    }
    if (isSecret) ranges.push({ start: index + 1, end: index + 1 + name.length, kind: 'token', secret: name });
    const says = isSecret || token !== null ? SAYS_NOTHING : saidBy(name);
    const tail = isSecret || token !== null ? null : tailOf(name);
    if (tail !== null)
      ranges.push({
        start: index + 1 + name.length - tail.length,
        end: index + 1 + name.length,
        kind: 'token',
        secret: tail,
      });
    linkFor = says.isLink ? REACH : linkFor - 1;
    doorFor = says.isDoor ? REACH : doorFor - 1;
    codeFor = says.isCode ? REACH : codeFor - 1;
    // The id is the next segment. `/sessions/new/windows10` names a page.
    sessionFor = says.isSession ? 1 : 0;
    if (says.isDownload || says.isLink) [isHashPlace, isDownload] = [false, true];
    else if (says.isHashPlace) [isHashPlace, isDownload] = [true, false];
    if (text[end] !== '?' || end < queryEnd || (linkFor <= 0 && doorFor <= 0)) continue;
    queryEnd = addQueryValues(text, end, ranges);
  }
  return ranges;
}

/**
 * The query after the path of a mailed or shared link, such as `/unsubscribe?u=1&h=5f9d…`. Returns the start of the
 * last pair.
 */
function addQueryValues(text: string, from: number, ranges: SecretRange[]): number {
  let last = from;
  for (let at = from; at !== -1 && at < text.length; at = nextPair(text, at + 1)) {
    last = at;
    QUERY_VALUE.lastIndex = at;
    const [match = '', value = ''] = QUERY_VALUE.exec(text) ?? [];
    const secret = percentDecode(value).text;
    // An address to continue to is not a token.
    if (match === '' || /[/:]/.test(secret) || !(secret.length >= LONG_VALUE ? looksRandom : isMixedToken)(secret))
      continue;
    const end = at + match.length;
    ranges.push({ start: end - value.length, end, kind: 'token', secret });
  }
  return last;
}

/** The next `&` of the same query. -1 after the last one. */
function nextPair(text: string, from: number): number {
  const at = text.slice(from).search(/[&#\s"'<>\\]/);
  return at !== -1 && text[from + at] === '&' ? from + at : -1;
}

function cookielessIn(text: string): SecretRange[] {
  return Array.from(text.matchAll(COOKIELESS), ({ 1: secret = '', index }) => ({
    start: index + 2,
    end: index + 2 + secret.length,
    kind: 'token' as const,
    secret,
  }));
}

/** `reset-5f9d…`, `invite_AbC…`: word and token in one segment. */
function tailOf(name: string): string | null {
  const bot = BOT.exec(name)?.[0];
  if (bot !== undefined) return name.slice(bot.length);
  const [, word = '', tail = ''] = /^([A-Za-z]+)[-_=:~](.+)$/.exec(name) ?? [];
  return LINK_WORDS.has(word.toLowerCase()) && tail.length >= 8 && !FILE.test(tail) && looksRandom(tail) ? tail : null;
}

/**
 * A long random token that is the whole segment but for the ending of a file. The ending of a built file tells that it
 * is the hash of its content, but not in a link for a download.
 */
function longTokenOf(name: string, isDownload: boolean): string | null {
  if (name.length < SHORTEST_TOKEN || (!isDownload && FILE.test(name))) return null;
  const token = name.replace(ENDING, '').split(SEPARATORS).at(-1) ?? '';
  return isLongToken(token, IS_HEX.test(token) ? SHORTEST_HEX : SHORTEST_TOKEN) ? token : null;
}

const SAYS_NOTHING = {
  isLink: false,
  isDoor: false,
  isCode: false,
  isSession: false,
  isDownload: false,
  isHashPlace: false,
};

/** The meaning of a segment for the segments after it. */
const saidBy = boundedMemo((name) => {
  const words = wordsOf(name);
  return {
    isLink: words.some((word) => LINK_WORDS.has(word)),
    isDoor: words.some((word) => DOOR_WORDS.has(word)),
    isCode: words.some((word) => CODE_WORDS.has(word)),
    isSession: SESSION_WORDS.has(words.at(-1) ?? ''),
    isDownload: words.some((word) => DOWNLOAD_WORDS.has(word)),
    isHashPlace: words.some((word) => HASH_PLACES.has(word)),
  };
}, 2_000);

function wordsOf(name: string): string[] {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return [...words, words.join('')];
}
