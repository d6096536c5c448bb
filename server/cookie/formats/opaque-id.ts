import type { CookieFormat } from '../../contract/decoded-cookie.ts';
import { type CookieFormatModule, cannotSign, reading } from './format.ts';
import { segmentsOf } from './parts/segments.ts';

/** Ids that mean nothing without their server's store: told by the cookie's name and the characters of the value. */
type OpaqueId = {
  readonly format: CookieFormat;
  readonly names: RegExp;
  readonly value: RegExp;
  /** When the value fits and the name does not say. */
  readonly unnamed: number;
};

const IDS: readonly OpaqueId[] = [
  // PHP: 22 to 256 characters of 4, 5 or 6 bits; 32 hex digits by default (php-src session.c).
  { format: 'php-session-id', names: /^(?:PHPSESSID|phpsessid)$/, value: /^[A-Za-z0-9,-]{22,256}$/, unnamed: 0 },
  // Django: 32 characters of [a-z0-9] (contrib/sessions/backends/base.py).
  { format: 'django-session-id', names: /^sessionid$/, value: /^[a-z0-9]{32}$/, unnamed: 0 },
  // Servlet containers: hex digits or more, and maybe the route of a cluster.
  { format: 'java-session-id', names: /^JSESSIONID/, value: /^[\w-]{16,128}(?:[.!:~][\w.!:~-]*)?$/, unnamed: 0 },
  // ASP.NET: 24 characters of [a-z0-5].
  { format: 'aspnet-session-id', names: /^ASP\.NET_SessionId$/i, value: /^[a-z0-5]{24}$/, unnamed: 0 },
  {
    format: 'opaque-id',
    names: /^$/,
    value: /^(?:[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[\w-]{20,})$/i,
    unnamed: 0.3,
  },
];

export const opaqueIds: readonly CookieFormatModule[] = IDS.map(({ format, names, value, unnamed }) => ({
  format,
  recognise({ text, name }) {
    if (text.length > 512 || !value.test(text)) return 0;
    return name !== null && names.test(name) ? 0.95 : unnamed;
  },
  read: ({ text }) => reading({ payload: text, reason: 'opaque', segments: segmentsOf([['sid', text]]) }),
  sign: cannotSign,
}));
