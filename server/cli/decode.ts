import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { CookieFormat } from '../contract/cookie-format.ts';
import { cookieFormatSchema, type DerivationStep } from '../contract/decoded-cookie.ts';
import { ENCODINGS, type EncodingName } from '../contract/value-tree.ts';
import { type DecodeOptions, decodeCookie } from '../cookie/formats/decode-cookie.ts';
import { readPasted } from '../cookie/formats/pasted-cookie.ts';
import { readSecretFile } from '../engines/secrets.ts';
import { BadOption, badOption } from '../start-options.ts';
import { storedVerdict, valueFrom } from './decode-stored.ts';
import { explainCookie } from './explain-cookie.ts';
import { withHyphenValues } from './hyphen-values.ts';
import { inputLines } from './input-lines.ts';

const requestSchema = z.object({
  cookie: z.string(),
  name: z.string().nullish(),
  secrets: z.array(z.string()).nullish(),
  format: cookieFormatSchema.nullish(),
  maxAgeSeconds: z.number().nullish(),
  nowMs: z.number().nullish(),
  findsEdit: z.boolean().nullish(),
});

/** At most this many other cookies of a header are listed. Browsers send at most 180 to one host. */
const MAX_NEIGHBOURS = 180;

/**
 * `decode [--secret S]... COOKIE`: recognises, decodes and verifies a cookie, and prints the verdict as JSON. COOKIE
 * is in any form that pasted-cookie.ts reads: a bare value, a pair, headers, a curl command, an export of cookies. Ends
 * with status 0 if the cookie is valid, 1 if it is not or if that is unknown (`"valid": null`), 2 for a bad option.
 *
 * `decode --encoding NAME VALUE`, or with `--value-file F`: reads a value of a session store in that notation, or in
 * the one that is recognised (`auto`), and prints it as JSON. VALUE is text, hex or base64. Ends with status 1 if it
 * cannot be read. Without `--encoding` a text that is no cookie but such a value has the value as `stored`.
 *
 * `decode --stdin`: reads one JSON object a line, `{"cookie","name","secrets"}`, and writes one a line. For a line that
 * is not such an object it writes an object with `error`. Ends with status 0 at the end of the input.
 */
export async function runDecode(argv: readonly string[]): Promise<void> {
  const { isStream, stored, cookie, name, options } = parse(argv);
  if (stored !== null) {
    const verdict = storedVerdict(stored.bytes, stored.encoding);
    process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
    if (verdict.reason !== null) process.exitCode = 1;
    return;
  }
  if (isStream) return decodeLines(options);
  const verdict = verdictOn(cookie, name, options);
  process.stdout.write(`${JSON.stringify(verdict, null, 2)}\n`);
  if (verdict.derivation.some(({ step }) => KEYS.has(step))) process.stderr.write(`${KEYS_SHOWN}\n`);
  if (verdict.valid !== true) process.exitCode = 1;
}

/** The steps whose value is a key, with which cookies can be signed as with the secret itself. */
const KEYS: ReadonlySet<DerivationStep['step']> = new Set(['key', 'encryption-key']);
const KEYS_SHOWN =
  'Under “derivation” are keys made from your secret. Whoever has a key can sign or open cookies: share the output without them.';

function verdictOn(pasted: string, name: string | null, options: DecodeOptions) {
  const { cookies, likeliest } = readPasted(pasted, name);
  const decoded = decodeCookie(likeliest, options);
  const { format, valid, payload, reason, ...others } = decoded;
  // Scripts read these members, so they come first.
  const stored = format === null || mayBeStored.has(format) ? storedVerdict(Buffer.from(pasted), null) : null;
  const verdict = {
    format,
    valid,
    payload,
    reason,
    explanation: explainCookie(decoded),
    ...others,
    ...(stored === null || stored.reason !== null ? {} : { stored }),
  };
  if (cookies.length === 1) return verdict;
  const quickly = { ...options, findsEdit: false, checksWeakSecrets: false };
  const neighbours = cookies.slice(0, MAX_NEIGHBOURS).map((cookie) => {
    const decoded = decodeCookie(cookie, quickly);
    return { name: cookie.name, format: decoded.format, valid: decoded.valid, reason: decoded.reason };
  });
  return { ...verdict, cookies: neighbours };
}

/** Formats that only mean that the cookie is a value in some notation. */
const mayBeStored: ReadonlySet<CookieFormat> = new Set(['serialized-data', 'packed-data', 'encoded-bytes']);

async function decodeLines(defaults: DecodeOptions): Promise<void> {
  let lineNumber = 0;
  for await (const lines of inputLines(process.stdin)) {
    const answers = lines.map((line) => `${JSON.stringify(answerTo(line, ++lineNumber, defaults))}\n`);
    if (answers.length > 0 && !process.stdout.write(answers.join(''))) await once(process.stdout, 'drain');
  }
}

function answerTo(line: string | null, lineNumber: number, defaults: DecodeOptions) {
  const request = requestIn(line);
  if ('error' in request) {
    return { format: null, valid: false, payload: null, reason: 'bad-input', error: request.error, line: lineNumber };
  }
  return verdictOn(request.cookie, request.name ?? null, {
    ...defaults,
    secrets: [...(request.secrets ?? []), ...(defaults.secrets ?? [])],
    format: request.format ?? defaults.format,
    maxAgeSeconds: request.maxAgeSeconds ?? defaults.maxAgeSeconds ?? null,
    nowMs: request.nowMs ?? Date.now(),
    findsEdit: request.findsEdit ?? false,
  });
}

function requestIn(line: string | null): z.infer<typeof requestSchema> | { error: string } {
  if (line === null) return { error: 'This line is too long.' };
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { error: 'This line is not valid JSON.' };
  }
  const request = requestSchema.safeParse(value);
  if (request.success) return request.data;
  const [issue] = request.error.issues;
  return { error: `${issue?.path.join('.') || 'The line'}: ${issue?.message ?? 'not understood'}` };
}

function parse(argv: readonly string[]) {
  const { values, positionals } = parseValues(argv);
  const [cookie = '', ...surplus] = positionals;
  const stored = storedValue(values, positionals);
  if (values.stdin && positionals.length > 0)
    throw new BadOption('--stdin reads the cookies from standard input; give none here.');
  if (!values.stdin && stored === null && positionals.length === 0)
    throw new BadOption('Give a cookie to decode, or --stdin.');
  if (surplus.length > 0) throw new BadOption('Give one cookie; put it in quotes if it has spaces or semicolons.');
  const secrets = [
    ...(values.secret ?? []),
    ...(values['secret-file'] === undefined ? [] : secretsFrom(values['secret-file'])),
  ];
  const options: DecodeOptions = {
    secrets,
    nowMs: Date.now(),
    format: formatFrom(values.format),
    maxAgeSeconds: secondsFrom(values['max-age']),
    checksWeakSecrets: values.weak,
    // The search takes up to a second, which is acceptable for a single cookie.
    findsEdit: true,
    mayTakeSeconds: true,
  };
  return { isStream: values.stdin, stored, cookie, name: values.name ?? null, options };
}

const optionTypes = {
  secret: { type: 'string', multiple: true },
  'secret-file': { type: 'string' },
  name: { type: 'string' },
  format: { type: 'string' },
  'max-age': { type: 'string' },
  encoding: { type: 'string' },
  'value-file': { type: 'string' },
  weak: { type: 'boolean', default: false },
  stdin: { type: 'boolean', default: false },
} as const;

function parseValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: withHyphenValues(argv, optionTypes),
      strict: true,
      allowPositionals: true,
      options: optionTypes,
    });
  } catch (error) {
    throw badOption(error, optionTypes);
  }
}

function storedValue(
  { encoding, stdin, 'value-file': file }: ReturnType<typeof parseValues>['values'],
  positionals: readonly string[],
): { readonly bytes: Buffer; readonly encoding: EncodingName | null } | null {
  if (encoding === undefined && file === undefined) return null;
  const name = encoding === undefined || encoding === 'auto' ? null : ENCODINGS.find((known) => known === encoding);
  if (name === undefined) throw new BadOption(`--encoding takes auto, ${ENCODINGS.join(', ')}, not “${encoding}”.`);
  if (stdin) throw new BadOption('--stdin reads cookies. Give a value of a store as an argument or with --value-file.');
  if (file === undefined && positionals.length === 0) throw new BadOption('Give a value to decode, or --value-file.');
  if (file !== undefined && positionals.length > 0) throw new BadOption('Give either a value or --value-file.');
  return { bytes: file === undefined ? Buffer.from(positionals[0] ?? '') : valueFrom(file), encoding: name };
}

function formatFrom(text: string | undefined): CookieFormat | undefined {
  if (text === undefined) return undefined;
  const format = cookieFormatSchema.safeParse(text);
  if (!format.success) throw new BadOption(`--format takes ${cookieFormatSchema.options.join(', ')}, not “${text}”.`);
  return format.data;
}

function secondsFrom(text: string | undefined): number | null {
  if (text === undefined) return null;
  if (!/^\d{1,12}$/.test(text)) throw new BadOption(`--max-age takes a number of seconds, not “${text}”.`);
  return Number(text);
}

function secretsFrom(path: string): readonly string[] {
  try {
    return readSecretFile(path);
  } catch (error) {
    throw new BadOption((error as Error).message);
  }
}
