import { secretsInCookieValue } from './cookie-secrets.ts';
import type { SecretRange } from './secret-range.ts';
import { SERVICE_FORMS, type TokenForm } from './service-forms.ts';
import { signsOf, type TextSigns } from './text-signs.ts';
import { isCaseRandom, isDense, isReadableBase64, kindOf } from './token-density.ts';
import { isWord, looksRandom } from './token-shape.ts';

/** The prefixes of tokens of services; unguessable characters follow them. Source: the rules of gitleaks. */
const MARKS = [
  // GitHub, GitLab, Atlassian, PyPI, RubyGems, Docker
  'gh[pousr]_|github_pat_|gl(?:pat|ptt|dt|rt|cbt|soat|ft|imt|agent|oas|ffct|wt)-|GR1348941|ATBB|ATATT3|pypi-AgE|rubygems_|dckr_(?:pat|oat)_',
  // Stripe, Square, Shopify, Braintree, Slack
  '[sr]k_(?:live|test|prod)_|sq0[a-z]{3}-|shp(?:at|ca|pa|ss)_|access_token\\$|xox[a-z](?:\\.xox[a-z])?-|xapp-|xwfp-',
  // Google, DigitalOcean, Databricks, HashiCorp, Heroku, Netlify, Supabase, PlanetScale
  'AIza|ya29\\.|GOCSPX-|do[opr]_v1_|dapi(?=[0-9a-f]{32})|hv[sbr]\\.|HRKU-|nf[pouc]_|sbp_|sb_secret_|pscale_(?:tkn|oauth|pw)_',
  // SendGrid, Brevo, Mailgun, Twilio
  'SG\\.|xkeysib-|key-(?=[0-9a-f]{32})|SK(?=[0-9a-f]{32})|AC(?=[0-9a-f]{32})',
  // OpenAI, Anthropic, Hugging Face, Groq, xAI, Perplexity
  'sk-(?:proj|svcacct|admin|ant|or|lf)-|hf_|gsk_|xai-|pplx-',
  // Documents of Google that anyone with the link may read
  '2PACX-',
  // Grafana, New Relic, Sentry, Linear, Postman, Figma, age, 1Password
  'glsa_|NRAK-|NRII-|sntry[su]_|lin_(?:api|oauth)_|PMAK-|fig[du]_|AGE-SECRET-KEY-1|ops_ey',
  // Buildkite, CircleCI, Sourcegraph, Clojars, Prefect, ReadMe, Tailscale, Dynatrace, VK
  'bkua_|CCIP(?:AT|RJ)_|sgp_|CLOJARS_|pnu_|rdme_|tskey-|dt0[a-z]\\d\\d\\.|vk1\\.a\\.',
  // LangSmith, Cerebras, Neon, Tavily, Jina, NVIDIA, Pinecone, PostHog, Anyscale, organisations of Hugging Face
  'lsv2_(?:pt|sk)_|csk-|napi_|tvly-|jina_|nvapi-|pcsk_|ph[xs]_|esecret_|api_org_',
  // Shippo, EasyPost, Plaid, Flutterwave, Razorpay, Contentful, Typeform, Adafruit, HubSpot, LaunchDarkly, Riot
  'shippo_(?:live|test)_|EZ[AT]K|access-(?:sandbox|development|production)-(?=[0-9a-f]{8}-)|FLWSECK(?:_TEST)?-|rzp_(?:live|test)_',
  'CFPAT-|tfp_|aio_(?=[A-Za-z0-9]{28})|pat-[a-z]{2}\\d-(?=[0-9a-f]{8}-)|sdk-(?=[0-9a-f]{8}-)|api-(?=[0-9a-f]{8}-[0-9a-f]{4}-)|RGAPI-',
  // Amazon's marketplace, accounts of Discord with a second factor, Dropbox
  'amzn\\.mws\\.|mfa\\.(?=[A-Za-z0-9_-]{40})|sl\\.(?=(?:u\\.)?[A-Za-z0-9_-]{60})',
].join('|');
/**
 * Prefixes that ordinary names can have too: OpenAI's older keys, npm, Notion, Resend, Replicate, Doppler, Facebook,
 * Alibaba, Pulumi, ElevenLabs, Lob, Statsig, Fireworks.
 */
const WEAK_MARKS = 'sk-|npm_|ntn_|secret_|re_|r8_|dp\\.\\w\\w\\.|EAA|LTAI|pul-|key-|pypi-|sk_|live_|secret-|fw_';
const MARKED = new RegExp(`(?<![A-Za-z0-9])(?:(?:${MARKS})|(${WEAK_MARKS}))([A-Za-z0-9_.~+=-]{10,})`, 'y');
const SHORTEST = 14;
/** The first two characters of each prefix. The prefixes are tested only at positions with such a pair. */
const BEGINNINGS = beginningsOf(`${MARKS}|${WEAK_MARKS}`);

const FORMS: readonly TokenForm[] = [
  // JSON Web Tokens, signed or encrypted. Not within a longer word: otherwise a run of `ey-ey-ey` would be searched
  // from each of its starts.
  { hints: ['ey'], pattern: /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*){2,4}/g },
  // itsdangerous with its dots, Django with its colons. Both start a compressed payload with a dot.
  {
    hints: ['eJ', 'ey'],
    pattern: /(?<![A-Za-z0-9_-])\.?e[yJ][A-Za-z0-9_-]{8,}([.:])[A-Za-z0-9_-]{5,8}\1[A-Za-z0-9_-]{20,}/g,
  },
  // Rails and Rack: content, two dashes, a MAC in hex.
  { hints: ['--'], word: 40, pattern: /(?<![A-Za-z0-9+/%_-])[A-Za-z0-9+/%_-]{4,}={0,2}--[0-9a-f]{40,128}/g },
  // iron-session
  { hints: ['Fe26'], pattern: /Fe26\.\d\*[\w*~%.-]{20,}/g },
  {
    hints: ['A'],
    word: 20,
    pattern: /(?<![A-Za-z0-9])(?:A3T[A-Z0-9]|AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g,
  },
  // Secret keys of AWS have no prefix.
  {
    hints: [''],
    shortest: 40,
    run: 40,
    pattern: /(?<![A-Za-z0-9+/_~*.-])[A-Za-z0-9+/]{40}(?![A-Za-z0-9+/=_-])/g,
    isToken: isMixed,
  },
  { hints: ['Q~'], pattern: /(?<![A-Za-z0-9_~.-])[A-Za-z0-9_~.]{3}\dQ~[A-Za-z0-9_~.-]{31,34}/g },
  // The same key percent-encoded: a slash before it belongs to the path then.
  {
    hints: ['%2'],
    shortest: 42,
    run: 42,
    pattern: /(?<![A-Za-z0-9+_~*.%-])(?:[A-Za-z0-9+]|%2[BFbf]){40}(?![A-Za-z0-9+=%_-])/g,
    isToken: (match) => isMixed(match.replace(/%2b/gi, '+').replace(/%2f/gi, '/')),
  },
  // Google's refresh tokens and authorization codes
  { hints: ['1//0', '4/0A'], pattern: /(?<![A-Za-z0-9/:])(?:1\/\/0|4\/0A)[A-Za-z0-9_-]{20,}/g },
  { hints: ['%2F0', '%2f0'], pattern: /(?<![A-Za-z0-9%])(?:1%2F%2F0|4%2F0A)[A-Za-z0-9_-]{20,}/gi },
  // Stripe's webhook secrets, tokens of Fly and of Grafana's cloud: base64 after the prefix
  {
    hints: ['whsec_', 'fo1_', 'fm', 'glc_'],
    pattern: /(?<![A-Za-z0-9])(?:whsec|fo1|fm\d[a-z]?|glc)_[A-Za-z0-9+/=_-]{10,}/g,
  },
  // Password hashes (crypt, bcrypt, Argon2, scrypt, PBKDF2), whose passwords can be guessed offline
  {
    hints: ['$'],
    shortest: 20,
    pattern:
      /\$(?:2[abxy]?\$\d\d\$[A-Za-z0-9./]{53}|(?:argon2id?|argon2d|scrypt|pbkdf2[a-z0-9-]*|[156y]|sha1|md5|7|gy)\$[A-Za-z0-9+/.,=$_-]{16,}[A-Za-z0-9+/=])/g,
  },
  {
    hints: ['local.', 'public.'],
    pattern: /(?<![A-Za-z0-9])v[1-4]\.(?:local|public)\.[A-Za-z0-9_-]{20,}(?:\.[\w-]+)?/g,
  },
  // Macaroons, whose first packet starts with its length
  { hints: ['MDAx', 'MDAy'], pattern: /(?<![A-Za-z0-9+/_-])MDA[xy][A-Za-z0-9+/_-]{40,}={0,2}/g },
  ...SERVICE_FORMS,
];

const EXPRESS_SIGNED = /(?<![A-Za-z0-9])s(?::|%3A)[A-Za-z0-9_%~-]{8,}\.[A-Za-z0-9+/%_-]{20,}={0,2}/gi;
const PRIVATE_KEY =
  /(-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)([\s\S]*?)(?:-----END [A-Z0-9 ]{0,40}PRIVATE KEY|$)/g;
/** A key in the format of PuTTY: its lines, up to the MAC over them. */
const PUTTY_KEY = /Private-Lines:\s{0,4}\d{1,3}(?:\s|\\[rn])+([\s\S]*?)(?=(?:\s|\\[rn]){1,4}Private-MAC|$)/g;
/**
 * Texts without a prefix, as long as a token. Names of built files, which contain a hash, are not among them, nor is
 * the number of a build of Next.js in its paths.
 */
const UNMARKED =
  /(?<![A-Za-z0-9+_%-])(?<!\/_next\/(?:static|data)\/)(?!sha\d{3}-)[A-Za-z0-9_-]{20,}(?![A-Za-z0-9+=%_-]|\.(?:css|m?js|json|map|png|jpe?g|gif|svg|webp|avif|ico|woff2?|ttf|html?)\b)/g;
/** The version of a body as Express writes it into ETag: its length in hex, and a hash in base64. */
const ENTITY_TAG = /^[0-9a-f]{1,8}-[A-Za-z0-9_-]{27}$/;
/** Addresses whose path is a secret as a whole, because anyone with the address can post to it. */
const WEBHOOK =
  /(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com\/webhookb2|hooks\.zapier\.com\/hooks)\/([^\s"'<>?#]+)/gi;

/**
 * The secrets in a text by their form, at any position: tokens and keys of services, private keys, signed and sealed
 * values, addresses of webhooks.
 */
export function secretsByForm(text: string, signs: TextSigns = signsOf(text)): SecretRange[] {
  const ranges: SecretRange[] = [];
  if (text.length < SHORTEST) return ranges;
  const add = (start: number, token: string): void => {
    ranges.push({ start, end: start + token.length, kind: 'token', secret: token });
  };
  for (let at = 0; at + SHORTEST <= text.length; at++) {
    if (BEGINNINGS[pairAt(text, at)] !== 1) continue;
    MARKED.lastIndex = at;
    const [match = '', weakMark, unguessable = ''] = MARKED.exec(text) ?? [];
    if (match === '') continue;
    if (isUnguessable(unguessable, weakMark !== undefined)) add(at, match.replace(/\.+$/, ''));
    at += match.length - 1;
  }
  for (const { hints, pattern, shortest = SHORTEST, word = 0, run = 0, isToken } of FORMS) {
    if (
      text.length < shortest ||
      signs.longestWord < word ||
      signs.longestRun < run ||
      !hints.some((hint) => text.includes(hint))
    )
      continue;
    for (const { 0: match, index } of text.matchAll(pattern)) if (isToken?.(match) ?? true) add(index, match);
  }
  for (const { 0: match, index } of signs.longestWord < 20 ? [] : text.matchAll(UNMARKED)) {
    const isFound = ranges.some(({ start, end }) => start < index + match.length && end > index);
    const isRandom = isCaseRandom(match) || (match.length >= 32 && isDense(match));
    if (!isFound && isRandom && !ENTITY_TAG.test(match) && !isReadableBase64(match)) add(index, match);
  }
  if (signs.longestWord >= 8 && (signs.has(':') || text.includes('%3'))) {
    for (const { 0: match, index } of text.matchAll(EXPRESS_SIGNED)) ranges.push(...secretsInCookieValue(match, index));
  }
  if (text.includes('PRIVATE KEY')) {
    for (const { 1: head = '', 2: key = '', index } of text.matchAll(PRIVATE_KEY)) add(index + head.length, key);
  }
  if (text.includes('Private-Lines')) {
    for (const { 0: match, 1: key = '', index } of text.matchAll(PUTTY_KEY))
      add(index + match.length - key.length, key);
  }
  if (text.includes('hook')) {
    for (const { 0: match, 1: path = '', index } of text.matchAll(WEBHOOK))
      add(index + match.length - path.length, path);
  }
  return ranges;
}

/** A number for the two characters at this position. Prefixes contain ASCII only. */
function pairAt(text: string, at: number): number {
  return ((text.charCodeAt(at) & 0x7f) << 7) | (text.charCodeAt(at + 1) & 0x7f);
}

/** The pairs of characters with which the alternatives of a pattern start. */
function beginningsOf(pattern: string): Uint8Array {
  const pairs = new Uint8Array(2 ** 14);
  for (const { 1: first = '', 2: second = '' } of `|${pattern}`.matchAll(/\|(\[[^\]]+\]|\w)(\[[^\]]+\]|\w)/g)) {
    for (const one of first.replace(/[[\]]/g, '')) {
      for (const other of second.replace(/[[\]]/g, '')) pairs[pairAt(one + other, 0)] = 1;
    }
  }
  return pairs;
}

/** After the prefix of a service, ordinary words are rare; after a weak prefix they are common. */
function isUnguessable(text: string, isWeaklyMarked: boolean): boolean {
  return looksRandom(text) || (!isWeaklyMarked && (/\d/.test(text) || text.length >= 16));
}

/** Forty characters with such frequent changes between kinds are not a hash in hex, and a path would contain words. */
function isMixed(text: string): boolean {
  let changes = 0;
  for (let at = 1; at < text.length; at++)
    if (kindOf(text.charCodeAt(at)) !== kindOf(text.charCodeAt(at - 1))) changes++;
  const isBothCases = /[a-z]/.test(text) && /[A-Z]/.test(text);
  return changes >= 16 && isBothCases && text.split('/').filter((part) => part.length >= 3 && isWord(part)).length < 2;
}
