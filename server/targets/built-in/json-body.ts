import type { Request, RequestHandler } from 'express';
import type { Json } from '../../contract/json.ts';

/** The JSON value of a body, or the reason why there is none, as a code for programs and a sentence for people. */
export type JsonBody = { ok: true; value: Json } | { ok: false; code: 'no-value' | 'bad-json'; message: string };

/**
 * Accepts bodies of application/json and refuses other types with 415. A plain HTML form can send those types
 * (text/plain, form types) without a CORS preflight. The body is then read with `readJsonBody`.
 */
export const jsonOnly: RequestHandler = (req, res, next) => {
  // `is` returns null for a request without a body, which is refused later because its value is missing.
  if (req.is('application/json') !== false) next();
  else res.status(415).json({ title: 'Send the value as application/json.', status: 415, code: 'not-json' });
};

/** Stricter than express.json, which reads an empty body as {} and replaces invalid UTF-8 by U+FFFD. */
export function readJsonBody(request: Request): JsonBody {
  const bytes: unknown = request.body;
  if (!Buffer.isBuffer(bytes) || bytes.length === 0) {
    return { ok: false, code: 'no-value', message: 'The body is empty: send the value as JSON.' };
  }
  try {
    return { ok: true, value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as Json };
  } catch (error) {
    const reason = error instanceof SyntaxError ? error.message : 'it is not UTF-8';
    return { ok: false, code: 'bad-json', message: `The body is not JSON: ${reason}.` };
  }
}
