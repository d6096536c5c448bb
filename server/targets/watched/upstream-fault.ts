import type { UpstreamFault } from '../../contract/upstream.ts';
import { connectLimitMs, NotConnected } from './dial.ts';

interface ExchangeError extends NodeJS.ErrnoException {
  readonly reason?: string;
  readonly rawPacket?: Buffer;
}

/** The first octets of a TLS record that carries an alert or a handshake (RFC 8446 section 5.1). */
const TLS_ALERT = 21;
const TLS_HANDSHAKE = 22;
const TLS_MAJOR = 3;
/** The plain-text answer of Go and nginx to plain HTTP at a TLS port. */
const ASKS_FOR_TLS = /client sent an http request to an https server|plain http request was sent to https port/i;

/** Why an exchange with the app failed, by the error of Node's client. */
export function faultOf(error: Error): UpstreamFault {
  if (error instanceof NotConnected) {
    const { tried, code } = error;
    return code === 'ETIMEDOUT'
      ? { code: 'connect-timeout', tried: [...tried], limitMs: connectLimitMs }
      : { code: 'unreachable', tried: [...tried], detail: code };
  }
  const { code = '', reason, rawPacket, message } = error as ExchangeError;
  if (code.startsWith('HPE_')) {
    return rawPacket !== undefined && looksLikeTls(rawPacket)
      ? { code: 'speaks-tls' }
      : { code: 'not-http', detail: reason ?? message };
  }
  if (code.startsWith('ERR_INVALID') || code.startsWith('ERR_HTTP')) return { code: 'not-http', detail: message };
  if (code.startsWith('ERR_TLS') || code.startsWith('ERR_SSL') || /CERT|SELF_SIGNED|UNABLE_TO/.test(code)) {
    return { code: 'bad-certificate', detail: code };
  }
  return { code: 'no-answer', detail: code === '' ? message : code };
}

function looksLikeTls(octets: Buffer): boolean {
  return (octets[0] === TLS_ALERT || octets[0] === TLS_HANDSHAKE) && octets[1] === TLS_MAJOR;
}

/** Whether a response to plain HTTP says that the port uses TLS. */
export function asksForTls(status: number | undefined, startOfBody: string): boolean {
  return status === 400 && ASKS_FOR_TLS.test(startOfBody);
}

/** The status of the proxy's own response if the app gave none (RFC 9110 sections 15.5.20, 15.6.3 and 15.6.5). */
export function statusOf(fault: UpstreamFault): number {
  switch (fault.code) {
    case 'connect-timeout':
      return 504;
    case 'other-host':
      return 421;
    case 'no-tunnel':
      return 405;
    case 'own-port':
      return 508;
    case 'unreachable':
    case 'speaks-tls':
    case 'bad-certificate':
    case 'not-http':
    case 'no-answer':
    case 'cut':
      return 502;
  }
}
