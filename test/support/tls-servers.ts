/** What Redis and PostgreSQL need to speak TLS, for tests with certificates that openssl has made. */
import { chmodSync, chownSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { selfSigned } from './self-signed.ts';

/** The paths of a key and its certificate. */
export interface CertificateFiles {
  readonly key: string;
  readonly cert: string;
}

/** A key and its certificate as files that the servers accept: PostgreSQL refuses a key that others can read. */
export function certificateIn(folder: string, name?: string): CertificateFiles {
  chmodSync(folder, 0o755);
  const made = selfSigned(name);
  const files = { key: join(folder, 'key.pem'), cert: join(folder, 'cert.pem') };
  for (const [kind, path] of Object.entries(files)) {
    writeFileSync(path, made[kind as keyof typeof made], { mode: 0o600 });
    // The servers run as `nobody`, because they refuse to run as root. This process can read the files all the same.
    if (process.getuid?.() === 0) chownSync(path, 65_534, 65_534);
  }
  return files;
}

/** The options of a redis-server that also speaks TLS, at this port. */
export function redisTlsOptions({ key, cert }: CertificateFiles, port: number): string[] {
  return ['--tls-port', `${port}`, '--tls-cert-file', cert, '--tls-key-file', key, '--tls-auth-clients', 'no'];
}

/** The settings of a PostgreSQL that speaks TLS. `rules`: the content of its pg_hba.conf, which is put into `folder`. */
export function postgresTlsSettings({ key, cert }: CertificateFiles, folder: string, rules: string) {
  const path = join(folder, 'hba.conf');
  chmodSync(folder, 0o755);
  writeFileSync(path, rules, { mode: 0o644 });
  return { ssl: 'on', ssl_cert_file: cert, ssl_key_file: key, hba_file: path };
}
