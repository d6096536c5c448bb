import type { Forgery } from '../contract/lab/experiment.ts';
import type { EngineName } from '../contract/log-entry.ts';
import { sign } from '../cookie/express-signature.ts';
import { readFlask, signFlask, splitFlask } from '../cookie/flask/flask-cookie.ts';
import { claimedSid } from '../cookie/read-session-cookie.ts';

/** A typical weak secret, which every word list contains. */
const guessedSecret = 'changeme';
const editedData = { Username: 'Eve' };

/** A cookie value that is derived from a valid one without the secret. */
export function forge(genuine: string, engine: EngineName, how: Forgery, nowMs: number): string {
  if (how === 'whole') return genuine;
  return engine === 'server-side' ? forgeSid(genuine, how) : forgeData(genuine, how, nowMs);
}

/** The content of a cookie that can be read without the secret, as text. */
export function readWithoutSecret(value: string, engine: EngineName): string {
  if (engine === 'server-side') return `sid ${claimedSid(value) ?? ''}`;
  const reading = readFlask(value, []);
  return 'data' in reading ? JSON.stringify(reading.data) : '';
}

/** `s:sid.mac`, percent-encoded. The edited sid is a guess at another session. */
function forgeSid(genuine: string, how: Exclude<Forgery, 'whole'>): string {
  const [sid = '', mac = ''] = decodeURIComponent(genuine).replace(/^s:/, '').split('.');
  switch (how) {
    case 'flip':
      return encodeURIComponent(`s:${sid}.${otherFirst(mac)}`);
    case 'edit':
      return encodeURIComponent(`s:${otherFirst(sid)}.${mac}`);
    case 'guess':
      return encodeURIComponent(`s:${sign(sid, guessedSecret)}`);
  }
}

function forgeData(genuine: string, how: Exclude<Forgery, 'whole'>, nowMs: number): string {
  const nowSeconds = Math.floor(nowMs / 1000);
  const { payload, timestamp, signature } = splitFlask(genuine) ?? { payload: '', timestamp: '', signature: '' };
  const guessed = signFlask(editedData, [guessedSecret], nowSeconds);
  switch (how) {
    case 'flip':
      return `${payload}.${timestamp}.${otherFirst(signature)}`;
    case 'edit':
      return `${splitFlask(guessed)?.payload}.${timestamp}.${signature}`;
    case 'guess':
      return guessed;
  }
}

/** The first character, because the last character of a base64 text has unused bits. */
function otherFirst(text: string): string {
  return `${text.startsWith('A') ? 'B' : 'A'}${text.slice(1)}`;
}
