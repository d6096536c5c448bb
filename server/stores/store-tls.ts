/** TLS to a store: what the address says about it, and what a refused certificate means. */
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { ConnectionOptions } from 'node:tls';
import { StoreFault } from './store-reader.ts';

/** How to reach a store by TLS. */
export interface StoreTls {
  /** The name or address that its certificate has to contain. */
  readonly name: string;
  /** A file with the certificates to trust, in the place of those of the system. */
  readonly caFile: string | null;
  /** Whether a certificate is accepted that nobody trusts. */
  readonly acceptsAny: boolean;
}

/** The words of PostgreSQL and MySQL for it. `prefer` would fall back without a word, so it means no TLS. */
const modes: Readonly<Record<string, 'off' | 'checked' | 'any'>> = {
  disable: 'off',
  disabled: 'off',
  allow: 'off',
  prefer: 'off',
  preferred: 'off',
  false: 'off',
  require: 'checked',
  required: 'checked',
  'verify-ca': 'checked',
  'verify-full': 'checked',
  'verify-identity': 'checked',
  true: 'checked',
  'no-verify': 'any',
};

const modeNames = ['sslmode', 'ssl-mode', 'ssl'] as const;
const fileNames = ['sslrootcert', 'ssl-ca'] as const;

/**
 * What an address says about TLS. `isByScheme`: its scheme alone demands TLS, such as `rediss:`. Null for a connection
 * without TLS. As node-postgres, `require` checks the certificate. Throws a StoreFault for a word that is not known.
 */
export function tlsIn(parts: URLSearchParams, hostname: string, isByScheme: boolean): StoreTls | null {
  const given = modeNames.map((name) => parts.get(name)).find((value) => value !== null) ?? null;
  const mode = given === null ? null : modes[given.toLowerCase().replaceAll('_', '-')];
  if (mode === undefined) throw new StoreFault('sslmode-unknown', { about: given ?? '' });
  const acceptsAny = mode === 'any';
  const isOn = isByScheme || mode === 'checked' || acceptsAny;
  if (isByScheme && mode === 'off') throw new StoreFault('sslmode-contradicts', { about: given ?? '' });
  if (!isOn) return null;
  const caFile = fileNames.map((name) => parts.get(name)).find((value) => value !== null) ?? null;
  return { name: hostname.replace(/^\[|\]$/g, ''), caFile, acceptsAny };
}

/** The options of `tls.connect` for a store. Throws a StoreFault if the file of the certificates cannot be read. */
export async function tlsOptionsOf({ name, caFile, acceptsAny }: StoreTls): Promise<ConnectionOptions> {
  return {
    // A name is also sent to the server. An address must not be (RFC 6066 section 3).
    ...(isIP(name) === 0 ? { servername: name } : { host: name }),
    ...(caFile === null ? {} : { ca: await certificatesIn(caFile) }),
    rejectUnauthorized: !acceptsAny,
  };
}

function certificatesIn(path: string): Promise<string> {
  return readFile(path, 'utf8').catch((error: Error) => {
    throw new StoreFault('ca-file', { place: path, quote: error.message });
  });
}

/** https://nodejs.org/api/tls.html, "X509 certificate error codes"; the second group is about the name. */
const notTrusted =
  /DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_VERIFY_LEAF_SIGNATURE|UNABLE_TO_GET_ISSUER_CERT|CERT_UNTRUSTED|CERT_SIGNATURE_FAILURE|INVALID_CA|self[- ]signed certificate|unable to verify the first certificate|unable to get (local )?issuer certificate/i;
const outOfTime = /CERT_HAS_EXPIRED|CERT_NOT_YET_VALID|certificate (has expired|is not yet valid)/i;
const otherName = /ERR_TLS_CERT_ALTNAME_INVALID|does not match certificate's altnames/i;
/** Two sides that do not both speak TLS. */
const noTls =
  /WRONG_VERSION_NUMBER|wrong version number|ERR_SSL_PACKET_LENGTH_TOO_LONG|does not support SSL|does not support secure connection|HANDSHAKE_NO_SSL_SUPPORT/i;

/** What an error of a connection says about TLS. Null if it is about something else. */
export function tlsFault(error: Error, tls: StoreTls | null, place: string): StoreFault | null {
  if (tls === null) return null;
  const text = `${(error as NodeJS.ErrnoException).code ?? ''} ${error.message}`;
  const quote = error.message;
  if (notTrusted.test(text)) return new StoreFault('certificate-untrusted', { place, quote });
  if (outOfTime.test(text)) return new StoreFault('certificate-time', { place, quote });
  if (otherName.test(text)) return new StoreFault('certificate-name', { place, quote });
  if (noTls.test(text)) return new StoreFault('no-tls-there', { place });
  return null;
}
