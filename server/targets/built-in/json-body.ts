import type { Request, RequestHandler } from 'express';
import type { Json } from '../../contract/json.ts';

/** What a body holds, or why it is no JSON value: with a code for programs and a sentence for people. */
export type JsonBody = { ok: true; value: Json } | { ok: false; code: 'no-value' | 'bad-json'; message: string };

/**
 * Lets bodies of application/json pass. Other types are refused with 415: what a plain HTML form can send (text/plain,
 * the form types) needs no CORS preflight. To be read with `readJsonBody`.
 */
export const jsonOnly: RequestHandler = (req, res, next) => {
  // `is` answers null for a request without a body, which is refused later for what it lacks.
  if (req.is('application/json') !== false) next();
  else res.status(415).json({ title: 'Send the value as application/json.', status: 415, code: 'not-json' });
};

/**
 * Strict where express.json is not: that takes an empty body for {}, and puts U+FFFD where the bytes are no UTF-8.
 */
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
