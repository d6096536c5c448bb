import { connect, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect as connectTls } from 'node:tls';
import { shownAddress, type UpstreamAddress } from './upstream-address.ts';

/** A loopback connection is made immediately, unless too many connections wait for the app to accept them. */
export const connectLimitMs = 10_000;

/** How a connection to the app was made. */
export interface Dialled {
  /** `127.0.0.1:8000` */
  readonly address: string;
  readonly connectMs: number;
}

/** No connection could be made: no program listens at any of the addresses, or it does not accept in time. */
export class NotConnected extends Error {
  readonly tried: readonly string[];
  /** The code of the operating system for the last address, or `ETIMEDOUT`. */
  readonly code: string;

  constructor(tried: readonly string[], code: string) {
    super(`No connection to ${tried.join(' or ')}: ${code}`);
    this.tried = tried;
    this.code = code;
  }
}

const dialled = new WeakMap<Duplex, Dialled>();

/** How this connection was made. Undefined for one that was not made by {@link dial}. */
export function dialledBy(socket: Duplex): Dialled | undefined {
  return dialled.get(socket);
}

export interface DialOptions {
  readonly upstream: UpstreamAddress;
  /** For https only: whether an untrusted certificate is accepted. */
  readonly acceptsAnyCertificate: boolean;
}

/**
 * Connects to the first address that accepts the connection. Calls back once, with NotConnected or a TLS error if none
 * does.
 */
export function dial(options: DialOptions, done: (error: Error | null, socket?: Socket) => void): void {
  const { upstream, acceptsAnyCertificate } = options;
  const startedMs = performance.now();
  const tried: string[] = [];
  const next = (lastCode: string) => {
    const address = upstream.addresses[tried.length];
    if (address === undefined) return done(new NotConnected(tried, lastCode));
    tried.push(shownAddress(address, upstream.port));
    const socket = connect({ host: address, port: upstream.port, noDelay: true });
    socket.setTimeout(connectLimitMs, () => socket.destroy(timedOut()));
    const onError = (error: NodeJS.ErrnoException) => next(error.code ?? 'unknown');
    socket.once('error', onError);
    socket.once('connect', () => {
      socket.off('error', onError);
      socket.setTimeout(0);
      const about = {
        address: shownAddress(address, upstream.port),
        connectMs: Math.round((performance.now() - startedMs) * 1000) / 1000,
      };
      dialled.set(socket, about);
      if (!upstream.isTls) return done(null, socket);
      const secured = connectTls({ socket, servername: 'localhost', rejectUnauthorized: !acceptsAnyCertificate });
      dialled.set(secured, about);
      secured.once('error', done);
      secured.once('secureConnect', () => {
        secured.off('error', done);
        done(null, secured);
      });
    });
  };
  next('');
}

function timedOut(): NodeJS.ErrnoException {
  return Object.assign(new Error('The app does not accept the connection'), { code: 'ETIMEDOUT' });
}

/** How long an app may take to answer a TLS handshake. */
const handshakeLimitMs = 1_000;

/** Tests whether an app uses TLS by starting a TLS handshake. Calls back once. No data is sent after the handshake. */
export function speaksTls({ upstream }: DialOptions, done: (isTls: boolean) => void): void {
  dial({ upstream: { ...upstream, isTls: false }, acceptsAnyCertificate: true }, (error, socket) => {
    if (error !== null || socket === undefined) return done(false);
    const secured = connectTls({ socket, servername: 'localhost', rejectUnauthorized: false });
    let isTold = false;
    const tell = (isTls: boolean) => {
      secured.destroy();
      socket.destroy();
      if (!isTold) done(isTls);
      isTold = true;
    };
    secured.setTimeout(handshakeLimitMs, () => tell(false));
    secured.once('secureConnect', () => tell(true));
    secured.once('error', () => tell(false));
    secured.once('close', () => tell(false));
  });
}
