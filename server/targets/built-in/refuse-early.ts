import type { Request, Response } from 'express';
import type { EarlyRefusal } from '../../contract/early-refusal.ts';
import { currentObservation } from '../../record/observation.ts';
import { sendError } from './send-error.ts';

/** Answers a request before its session is read, and notes the reason for its record. */
export function refuseEarly(req: Request, res: Response, refusal: EarlyRefusal): void {
  const observation = currentObservation();
  if (observation !== undefined) observation.refusal = refusal;
  const { status, message } = answerTo(refusal);
  // After an invalid request, the next request on the connection might be parsed wrongly, so the connection is closed.
  if (status !== 403) res.set('Connection', 'close');
  sendError(req, res, { status, message, code: refusal.code });
}

function answerTo(refusal: EarlyRefusal): { status: number; message: string } {
  switch (refusal.code) {
    case 'head-too-large':
      return {
        status: 431,
        message:
          `The head of this request has ${refusal.octets} octets, of which ${refusal.cookieOctets} are cookies. ` +
          `The limit is ${refusal.limitOctets}.`,
      };
    case 'too-many-lines':
      return { status: 431, message: `This request has ${refusal.lines} header lines. The limit is ${refusal.limit}.` };
    case 'malformed':
      return { status: 400, message: `This request is not valid HTTP: ${refusal.detail}.` };
    case 'other-protocol':
      return { status: 400, message: `This port does not speak ${refusal.protocol}.` };
    case 'too-slow':
      return {
        status: 408,
        message: `The ${refusal.part} of this request took more than ${refusal.limitMs / 1000} s.`,
      };
    case 'bad-host':
      return { status: 400, message: 'A request needs exactly one valid Host header.' };
    case 'unmet-expectation':
      return { status: 417, message: 'The only expectation that is supported is 100-continue.' };
    case 'body-too-large':
      return { status: 413, message: `The body of a request may have ${refusal.limitBytes} bytes.` };
    case 'unknown-encoding':
      return { status: 415, message: 'Send the body without Content-Encoding, or as gzip, deflate or br.' };
    case 'foreign-page':
      return { status: 403, message: 'A page of another origin may not change anything here.' };
  }
}
