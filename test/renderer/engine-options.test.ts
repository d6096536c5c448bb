import { describe, expect, it } from 'vitest';
import {
  changeOf,
  codeOf,
  defaultOf,
  ENGINE_OPTIONS,
  isChanged,
  readOption,
  resetOf,
} from '../../renderer/model/engine-options.ts';
import { settings } from '../../renderer/strings/en/settings.ts';
import { optionNotes } from '../../renderer/views/settings/option-notes.ts';
import { readNumber } from '../../renderer/views/settings/read-number.ts';
import { defaultClientSideOptions, defaultServerSideOptions } from '../../server/contract/engine-options.ts';
import { type Settings, settingsChangeSchema, settingsSchema } from '../../server/contract/settings.ts';

const first = settingsSchema.parse({});
const leafPaths = (value: unknown, path: string): string[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) => leafPaths(inner, `${path}.${key}`))
    : [path];
const inContract = [
  ...leafPaths(defaultServerSideOptions, 'serverSide'),
  ...leafPaths(defaultClientSideOptions, 'clientSide'),
].sort();

/** The settings with some options set, as the inspector would merge them. */
function settingsWith(changes: Partial<Settings['serverSide']> & { cookie?: Settings['serverSide']['cookie'] } = {}) {
  return { ...first, serverSide: { ...first.serverSide, ...changes } };
}
const cookie = first.serverSide.cookie;

describe('the options of the engines', () => {
  it('are all there, each with a sentence', () => {
    expect(ENGINE_OPTIONS.map(({ id }) => id).sort()).toEqual(inContract);
    expect(Object.keys(settings.options).sort()).toEqual(inContract);
  });

  it.each(ENGINE_OPTIONS.map((option) => [option.name, option] as const))(
    '%s can be set to all it offers',
    (_, option) => {
      const named = option.isName ? [null, 'my.sid', '__Host-a_b'] : option.choices.map(({ value }) => value);
      const offered = option.length?.presets ?? named;
      expect(offered).toContain(defaultOf(option.id));
      for (const value of offered) {
        const change = changeOf(option.id, value);
        expect(settingsChangeSchema.parse(change)).toEqual(change);
        expect(change).not.toBeNull();
      }
    },
  );

  it('are read, compared and put back', () => {
    const settings = settingsWith({ rolling: true, cookie: { ...cookie, maxAgeMs: 5 } });
    expect(readOption(settings, 'serverSide.cookie.maxAgeMs')).toBe(5);
    expect(isChanged(settings, 'serverSide.rolling')).toBe(true);
    expect(isChanged(settings, 'serverSide.resave')).toBe(false);
    expect(resetOf('server-side')).toEqual({ serverSide: defaultServerSideOptions });
    expect(resetOf('client-side')).toEqual({ clientSide: defaultClientSideOptions });
  });

  it('are written as their framework writes them', () => {
    const codes = (id: string) => {
      const option = ENGINE_OPTIONS.find((each) => each.id === id);
      return option?.choices.map(({ value }) => codeOf(option, value));
    };
    expect(codes('serverSide.cookie.secure')).toEqual(['false', 'true', "'auto'"]);
    expect(codes('clientSide.sameSite')).toEqual(['None', "'Lax'", "'Strict'", "'None'"]);
  });

  it('take as a name only what can be the name of a cookie', () => {
    for (const id of ['serverSide.name', 'clientSide.cookieName'] as const) {
      for (const name of ['', 'a b', 'a;b', 'a=b', 'é', 'a\r\nX: y', 'a'.repeat(101), '"a"', '__proto__\0']) {
        expect([id, name, changeOf(id, name)]).toEqual([id, name, null]);
      }
    }
  });

  it('take a typed length only whole and within its bounds', () => {
    const length = ENGINE_OPTIONS.find(({ id }) => id === 'clientSide.permanentLifetimeSeconds')?.length;
    if (length === null || length === undefined) throw new Error('no length');
    expect(['1', ' 60 ', '34560000'].map((text) => readNumber(text, length))).toEqual([1, 60, 34_560_000]);
    expect(['', '0', '-1', '1.5', '1e3', '34560001', 'x'].map((text) => readNumber(text, length))).toEqual(
      Array(7).fill(null),
    );
    expect(changeOf('clientSide.permanentLifetimeSeconds', 34_560_001)).toBeNull();
  });
});

describe('what is said of the values', () => {
  const notesOf = (settings: Settings) =>
    optionNotes(settings)
      .filter(({ option }) => option.startsWith('serverSide'))
      .map(({ note }) => note);

  it('is nothing at first for express-session', () => {
    expect(notesOf(first)).toEqual([]);
  });

  it.each([
    ['none-without-secure', { cookie: { ...cookie, sameSite: 'none' } }],
    ['secure-over-http', { cookie: { ...cookie, sameSite: 'none', secure: true } }],
    ['max-age-zero', { cookie: { ...cookie, maxAgeMs: 0 } }],
    ['scripts-can-read', { cookie: { ...cookie, httpOnly: false } }],
    ['rolling-without-expiry', { rolling: true }],
    ['rows-for-everyone', { saveUninitialized: true }],
    ['resave-races', { resave: true }],
    ['max-age-below-second', { cookie: { ...cookie, maxAgeMs: 999 } }],
    ['auto-over-http', { cookie: { ...cookie, secure: 'auto' } }],
    ['strict-from-links', { cookie: { ...cookie, sameSite: 'strict' } }],
    ['same-site-unset', { cookie: { ...cookie, sameSite: null } }],
  ] as const)('is %s', (note, changes) => {
    expect(notesOf(settingsWith(changes))).toEqual([note]);
  });

  it('is both of a Secure cookie that follows the request, and of SameSite=None that needs it', () => {
    const changes = { cookie: { ...cookie, sameSite: 'none', secure: 'auto' } } as const;
    expect(notesOf(settingsWith(changes))).toEqual(['auto-over-http', 'secure-auto-none']);
  });

  it('a lifetime applies to every cookie of Flask, permanent or not', () => {
    const clientSide = { ...first.clientSide, permanentLifetimeSeconds: 60, refreshEachRequest: false };
    expect(optionNotes({ ...first, clientSide }).map(({ note }) => note)).toEqual(['lifetime-for-all']);
  });

  it('is what Flask does with a Secure cookie, with no secret, and with refreshing where nothing is permanent', () => {
    const clientSide = { ...first.clientSide, secure: true, hasSecret: false };
    expect(optionNotes({ ...first, clientSide }).map(({ note }) => note)).toEqual([
      'refresh-not-permanent',
      'flask-secure-over-http',
      'no-secret',
    ]);
  });
});
