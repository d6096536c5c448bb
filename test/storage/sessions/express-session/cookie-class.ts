import session from 'express-session';
import { expect } from 'vitest';
import { promised } from '../../../support/promised-store.ts';
import type { Behaviours } from './behaviours.ts';
import type { Trial } from './trial.ts';

interface Cookie {
  expires: Date | null;
  maxAge: number | null;
  readonly data: Record<string, unknown>;
  readonly [member: string]: unknown;
}

/** Its types do not show that it takes options. */
const Cookie = session.Cookie as unknown as new (options?: unknown) => Cookie;
const minuteMs = 60_000;
const inAMinute = () => new Date(Date.now() + minuteMs);

/** A member of a cookie with these options, as it is made and as the store gives it back. */
async function memberOf({ store }: Trial, member: string, options?: object): Promise<unknown[]> {
  const cookie = new Cookie(options);
  await promised(store).set('sid', { cookie });
  return [cookie[member], (await promised(store).get('sid'))?.cookie[member]];
}

const twice = (value: unknown) => [value, value];

/** The class of session cookies. Each member is also checked after it was stored. The date does not change. */
export const cookieClass: Behaviours = {
  'a cookie can be made without options': () => {
    expect(typeof new Cookie()).toBe('object');
  },
  'expires is null by default': async (trial) => {
    expect(await memberOf(trial, 'expires')).toEqual(twice(null));
  },
  'httpOnly is on by default': async (trial) => {
    expect(await memberOf(trial, 'httpOnly')).toEqual(twice(true));
  },
  'path is / by default': async (trial) => {
    expect(await memberOf(trial, 'path')).toEqual(twice('/'));
  },
  'maxAge is null by default': () => {
    expect(new Cookie().maxAge).toBeNull();
  },
  'a cookie can be made with options': () => {
    expect(typeof new Cookie({})).toBe('object');
  },
  'options that are no object are refused': () => {
    for (const options of [42, 'text', true, () => {}]) {
      expect(() => new Cookie(options)).toThrow('argument options must be a object');
    }
  },
  'an option called data is ignored': () => {
    const { data } = new Cookie({ data: { foo: 'bar' }, path: '/foo' });
    expect(data).toMatchObject({ path: '/foo' });
    expect(data).not.toHaveProperty('foo');
  },
  'expires sets the expiry': async (trial) => {
    const [made, stored] = await memberOf(trial, 'expires', { expires: inAMinute() });
    expect([made, new Date(String(stored))]).toEqual(twice(inAMinute()));
  },
  'expires sets maxAge': () => {
    expect(new Cookie({ expires: inAMinute() }).maxAge).toBe(minuteMs);
  },
  'httpOnly can be switched off': async (trial) => {
    expect(await memberOf(trial, 'httpOnly', { httpOnly: false })).toEqual(twice(false));
  },
  'maxAge sets the expiry': async (trial) => {
    const [made, stored] = await memberOf(trial, 'expires', { maxAge: minuteMs });
    expect([made, new Date(String(stored))]).toEqual(twice(inAMinute()));
  },
  'maxAge sets maxAge and originalMaxAge': async (trial) => {
    expect(new Cookie({ maxAge: minuteMs }).maxAge).toBe(minuteMs);
    expect(await memberOf(trial, 'originalMaxAge', { maxAge: minuteMs })).toEqual(twice(minuteMs));
  },
  'maxAge may be a Date, the expiry': () => {
    const { expires, maxAge } = new Cookie({ maxAge: inAMinute() });
    expect([expires, maxAge]).toEqual([inAMinute(), minuteMs]);
  },
  'a maxAge of another type is refused': () => {
    for (const maxAge of ['42', true, () => {}])
      expect(() => new Cookie({ maxAge })).toThrow('maxAge must be a number');
  },
  'partitioned is kept': async (trial) => {
    expect(await memberOf(trial, 'partitioned', { partitioned: true })).toEqual(twice(true));
  },
  'path is kept': async (trial) => {
    expect(await memberOf(trial, 'path', { path: '/foo' })).toEqual(twice('/foo'));
  },
  'priority is kept': async (trial) => {
    expect(await memberOf(trial, 'priority', { priority: 'high' })).toEqual(twice('high'));
  },
};
