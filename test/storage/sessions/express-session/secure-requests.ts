import { expect } from 'vitest';
import type { Reply } from '../../../support/http.ts';
import { attributesIn, type Behaviours, sentCookie } from './behaviours.ts';
import type { Act, Trial, TriedOptions } from './trial.ts';

/** Says what the framework found about the connection, as Express says it in `req.secure`. */
const told: Act = (req) => {
  const secure = req.headers['x-secure'];
  if (secure !== undefined) req.secure = secure === 'true';
};
const forwarded = (proto: string) => ({ 'X-Forwarded-Proto': proto });
const secureAs = (secure: boolean) => ({ 'X-Secure': String(secure) });

async function replyTo({ site }: Trial, options: TriedOptions, headers: Record<string, string> = {}): Promise<Reply> {
  const { visitor } = await site({ options, before: told });
  const reply = await visitor.send('GET', '/', { headers });
  expect(reply.status).toBe(200);
  return reply;
}

const isSent = async (trial: Trial, options: TriedOptions, headers: Record<string, string> = {}) =>
  sentCookie(await replyTo(trial, options, headers)) !== null;

const secureOnly = { secure: true } as const;

export const proxyOption: Behaviours = {
  'proxy: X-Forwarded-Proto is taken': async (trial) => {
    expect(await isSent(trial, { proxy: true, cookie: secureOnly }, forwarded('https'))).toBe(true);
  },
  'proxy: the first of a list in X-Forwarded-Proto counts': async (trial) => {
    expect(await isSent(trial, { proxy: true, cookie: secureOnly }, forwarded('https,http'))).toBe(true);
    expect(await isSent(trial, { proxy: true, cookie: secureOnly }, forwarded('http,https'))).toBe(false);
  },
  'proxy: without that header the connection is not secure': async (trial) => {
    expect(await isSent(trial, { proxy: true, cookie: secureOnly })).toBe(false);
  },
  'proxy off: X-Forwarded-Proto is not taken': async (trial) => {
    expect(await isSent(trial, { proxy: false, cookie: secureOnly }, forwarded('https'))).toBe(false);
  },
  'proxy off: req.secure is not taken either': async (trial) => {
    const headers = { ...forwarded('https'), ...secureAs(true) };
    expect(await isSent(trial, { proxy: false, cookie: secureOnly }, headers)).toBe(false);
  },
  'proxy not said: X-Forwarded-Proto is not taken': async (trial) => {
    expect(await isSent(trial, { cookie: secureOnly }, forwarded('https'))).toBe(false);
  },
  'proxy not said: req.secure is taken': async (trial) => {
    expect(await isSent(trial, { cookie: secureOnly }, { ...forwarded('https'), ...secureAs(true) })).toBe(true);
  },
};

const brief = { maxAge: 5, secure: 'auto' } as const;
const isSecure = async (trial: Trial, options: TriedOptions, headers: Record<string, string>) =>
  attributesIn(await replyTo(trial, options, headers)).secure === true;

export const secureAuto: Behaviours = {
  'secure auto: behind a proxy that is trusted, X-Forwarded-Proto decides': async (trial) => {
    expect(await isSecure(trial, { proxy: true, cookie: brief }, forwarded('https'))).toBe(true);
  },
  'secure auto: behind one that is not, it does not': async (trial) => {
    expect(await isSecure(trial, { proxy: false, cookie: brief }, forwarded('https'))).toBe(false);
  },
  'secure auto: req.secure makes the cookie secure': async (trial) => {
    expect(await isSecure(trial, { cookie: { secure: 'auto' } }, secureAs(true))).toBe(true);
  },
  'secure auto: without req.secure it is not': async (trial) => {
    expect(await isSecure(trial, { cookie: { secure: 'auto' } }, secureAs(false))).toBe(false);
  },
};

/** What Secure and SameSite say; null if no cookie was sent. */
async function saysWith(trial: Trial, options: TriedOptions, headers: Record<string, string>) {
  const sent = sentCookie(await replyTo(trial, options, headers));
  return sent && [sent.attributes.samesite, sent.attributes.secure === true];
}

const auto = (rest: object = {}): TriedOptions['cookie'] => ({ sameSite: 'auto', ...rest }) as never;

export const sameSiteAuto: Behaviours = {
  'sameSite auto: None on a secure connection': async (trial) => {
    expect(await saysWith(trial, { cookie: auto() }, secureAs(true))).toEqual(['None', false]);
  },
  'sameSite auto: Lax on one that is not': async (trial) => {
    expect(await saysWith(trial, { cookie: auto() }, secureAs(false))).toEqual(['Lax', false]);
  },
  'sameSite auto: None where a trusted proxy says https': async (trial) => {
    expect(await saysWith(trial, { proxy: true, cookie: auto() }, forwarded('https'))).toEqual(['None', false]);
  },
  'sameSite auto: Lax where it says http': async (trial) => {
    expect(await saysWith(trial, { proxy: true, cookie: auto() }, forwarded('http'))).toEqual(['Lax', false]);
  },
  'sameSite auto: Lax where a proxy that is not trusted says https': async (trial) => {
    expect(await saysWith(trial, { proxy: false, cookie: auto() }, forwarded('https'))).toEqual(['Lax', false]);
  },
  'both auto: Secure and None on a secure connection': async (trial) => {
    expect(await saysWith(trial, { cookie: auto({ secure: 'auto' }) }, secureAs(true))).toEqual(['None', true]);
  },
  'both auto: Lax without Secure on one that is not': async (trial) => {
    expect(await saysWith(trial, { cookie: auto({ secure: 'auto' }) }, secureAs(false))).toEqual(['Lax', false]);
  },
  'secure off, sameSite auto: None without Secure on a secure connection': async (trial) => {
    expect(await saysWith(trial, { cookie: auto({ secure: false }) }, secureAs(true))).toEqual(['None', false]);
  },
  'secure off, sameSite auto: Lax on one that is not': async (trial) => {
    expect(await saysWith(trial, { cookie: auto({ secure: false }) }, secureAs(false))).toEqual(['Lax', false]);
  },
  'secure on, sameSite auto: both on a secure connection': async (trial) => {
    expect(await saysWith(trial, { cookie: auto({ secure: true }) }, secureAs(true))).toEqual(['None', true]);
  },
  'secure on, sameSite auto: no cookie on one that is not': async (trial) => {
    expect(await saysWith(trial, { cookie: auto({ secure: true }) }, secureAs(false))).toBeNull();
  },
};
