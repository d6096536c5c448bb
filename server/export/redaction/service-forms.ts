import { isDense } from './token-density.ts';
import { looksRandom } from './token-shape.ts';

/**
 * A form of tokens. A text without any of the hints, or without a long enough word, is not searched. `isToken` checks a
 * match more closely.
 */
export interface TokenForm {
  readonly hints: readonly string[];
  readonly pattern: RegExp;
  readonly shortest?: number;
  /** The least length of the longest word and of the longest run of a text with such a token (see TextSigns). */
  readonly word?: number;
  readonly run?: number;
  isToken?(match: string): boolean;
}

/**
 * Tokens of services without a prefix, or with one that is too short to be searched for alone. Source: the rules of
 * gitleaks, and the documentation of the services.
 */
export const SERVICE_FORMS: readonly TokenForm[] = [
  // Bots of Telegram, keys of Firebase's messages, bots of Discord
  {
    hints: [':'],
    word: 34,
    pattern: /(?<![A-Za-z0-9:.-])(?:bot)?\d{5,12}:[A-Za-z0-9_-]{34,46}(?![A-Za-z0-9_-])/g,
    isToken: isBot,
  },
  { hints: [':APA91b'], pattern: /[A-Za-z0-9_-]{6,40}:APA91b[A-Za-z0-9_-]{60,}/g },
  {
    hints: ['.'],
    word: 24,
    shortest: 58,
    pattern: /(?<![A-Za-z0-9_.-])[MNO][A-Za-z0-9_-]{23,27}\.[A-Za-z0-9_-]{6}\.[A-Za-z0-9_-]{27,40}(?![A-Za-z0-9_.-])/g,
  },
  // Mailgun's newer keys, and Mailchimp
  {
    hints: ['-'],
    word: 36,
    shortest: 36,
    pattern: /(?<![A-Za-z0-9])[0-9a-f]{32}-(?:[0-9a-f]{8}-[0-9a-f]{8}|us\d{1,2})(?![A-Za-z0-9-])/g,
  },
  // Mapbox, and older keys of Grafana: JSON in base64, with one dot behind it or none
  { hints: ['k.ey'], pattern: /(?<![A-Za-z0-9_-])[spt]k\.ey[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{10,}/g },
  { hints: ['eyJrIjoi'], pattern: /(?<![A-Za-z0-9_-])eyJrIjoi[A-Za-z0-9+/_-]{40,}={0,2}/g },
  { hints: ['pat'], word: 40, shortest: 58, pattern: /(?<![A-Za-z0-9])pat[A-Za-z0-9]{14}\.[0-9a-f]{40,64}/g }, // Airtable
  // HashiCorp: Terraform, and Vault before 1.10
  { hints: ['.atlasv1.'], pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}/g },
  {
    hints: ['s.', 'b.'],
    word: 24,
    shortest: 26,
    pattern: /(?<![A-Za-z0-9_.-])[sb]\.[A-Za-z0-9]{24}(?![A-Za-z0-9_.-])/g,
    isToken: isDense,
  },
  // Braintree, Asana, NuGet
  { hints: ['access_token$'], pattern: /access_token\$[a-z]+\$[a-z0-9]{10,}\$[0-9a-f]{32}/g },
  {
    hints: ['/'],
    word: 32,
    shortest: 45,
    pattern: /(?<![A-Za-z0-9])[0-2]\/\d{10,}(?:\/\d{10,})?:[0-9a-f]{32}(?![A-Za-z0-9])/g,
  },
  { hints: ['oy2'], shortest: 46, pattern: /(?<![A-Za-z0-9])oy2[a-z0-9]{43}(?![A-Za-z0-9])/g },
  // Azure: DevOps (base32), the registry of containers, storage
  {
    hints: [''],
    word: 52,
    shortest: 52,
    pattern: /(?<![A-Za-z0-9_-])[a-z2-7]{52}(?![A-Za-z0-9_-])/g,
    isToken: looksRandom,
  },
  {
    hints: ['+ACR', '+AS'],
    shortest: 52,
    pattern: /(?<![A-Za-z0-9+/])[A-Za-z0-9+/]{42}\+(?:ACR|AS[A-Z])[A-Za-z0-9+/]{6}(?:[A-Za-z0-9+/]{34})?={0,2}/g,
  },
  // AWS Bedrock, Cloudflare's keys of origins, Yandex
  { hints: ['ABSK'], pattern: /(?<![A-Za-z0-9+/])ABSK[A-Za-z0-9+/]{60,}={0,2}/g },
  { hints: ['v1.0-'], pattern: /(?<![A-Za-z0-9])v1\.0-[0-9a-f]{24}-[0-9a-f]{100,}/g },
  {
    hints: ['t1.', 'AQVN'],
    pattern: /(?<![A-Za-z0-9])(?:t1\.[A-Za-z0-9_=-]{40,}\.[A-Za-z0-9_=-]{60,}|AQVN[A-Za-z0-9_-]{34,})/g,
  },
  // The answer to a challenge of Digest (RFC 7616)
  { hints: ['response='], pattern: /(?<=\bresponse="?)[0-9a-f]{32,128}(?![0-9a-f])/g },
];

/** After the number of a bot comes a text of both cases and digits: neither a hash in hex nor a time. */
function isBot(text: string): boolean {
  const token = text.slice(text.indexOf(':') + 1);
  return /[A-Z]/.test(token) && /[a-z]/.test(token) && /\d/.test(token);
}
