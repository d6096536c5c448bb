/**
 * The options of both engines, each under the name its own framework gives it. Their sentences are in the catalogue.
 */
import type { EngineName } from '../../server/contract/log-entry.ts';
import { type Settings, type SettingsChange, settingsChangeSchema } from '../../server/contract/settings.ts';
import { DEFAULTS } from './defaults.ts';

/** The path of an option in the settings. */
export type OptionId =
  | `serverSide.${Exclude<keyof Settings['serverSide'], 'cookie'>}`
  | `serverSide.cookie.${keyof Settings['serverSide']['cookie']}`
  | `clientSide.${keyof Settings['clientSide']}`;
export type OptionValue = string | number | boolean | null;

/** The frameworks of the options, by their names in every language. */
export const FRAMEWORKS: Readonly<Record<EngineName, string>> = {
  'server-side': 'express-session',
  'client-side': 'Flask',
};

/** A value to choose from, and how the framework's own code writes it. */
export interface OptionChoice {
  readonly value: OptionValue;
  readonly code: string;
}

/** A length of time: usual ones to choose from, and any other between two bounds. */
export interface OptionLength {
  readonly unit: 'ms' | 's';
  readonly unitMs: number;
  readonly min: number;
  readonly max: number;
  readonly presets: readonly (number | null)[];
}

export interface EngineOption {
  /** The place of its value in the settings. */
  readonly id: OptionId;
  readonly engine: EngineName;
  readonly name: string;
  readonly choices: readonly OptionChoice[];
  /** Null if the option is not a duration. */
  readonly length: OptionLength | null;
  /** A name, which is typed. Its default depends on the port, so the site reports it. */
  readonly isName: boolean;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;
/** Browsers cap the age of a cookie at 400 days (draft-ietf-httpbis-rfc6265bis); the contract refuses more. */
const MAX_AGE = 400 * DAY;

const JS_BOOLEAN: readonly OptionChoice[] = [
  { value: false, code: 'false' },
  { value: true, code: 'true' },
];
const PYTHON_BOOLEAN: readonly OptionChoice[] = [
  { value: false, code: 'False' },
  { value: true, code: 'True' },
];

const express = (id: OptionId, name: string, choices: readonly OptionChoice[] = JS_BOOLEAN): EngineOption => ({
  id,
  engine: 'server-side',
  name,
  choices,
  length: null,
  isName: false,
});
const flask = (id: OptionId, name: string, choices: readonly OptionChoice[] = PYTHON_BOOLEAN): EngineOption => ({
  id,
  engine: 'client-side',
  name,
  choices,
  length: null,
  isName: false,
});
const quoted = (value: string, mark: '"' | "'"): OptionChoice => ({ value, code: `${mark}${value}${mark}` });
const titled = (value: string): OptionChoice => ({
  value,
  code: `'${value.slice(0, 1).toUpperCase()}${value.slice(1)}'`,
});

export const ENGINE_OPTIONS: readonly EngineOption[] = [
  { ...express('serverSide.name', 'name', []), isName: true },
  express('serverSide.resave', 'resave'),
  express('serverSide.saveUninitialized', 'saveUninitialized'),
  express('serverSide.rolling', 'rolling'),
  express('serverSide.unset', 'unset', [quoted('keep', "'"), quoted('destroy', "'")]),
  {
    ...express('serverSide.cookie.maxAgeMs', 'cookie.maxAge', []),
    length: {
      unit: 'ms',
      unitMs: 1,
      min: 0,
      max: MAX_AGE,
      presets: [null, 10 * SECOND, MINUTE, 30 * MINUTE, DAY],
    },
  },
  express('serverSide.cookie.secure', 'cookie.secure', [...JS_BOOLEAN, quoted('auto', "'")]),
  express('serverSide.cookie.sameSite', 'cookie.sameSite', [
    { value: null, code: 'unset' },
    quoted('lax', "'"),
    quoted('strict', "'"),
    quoted('none', "'"),
  ]),
  express('serverSide.cookie.httpOnly', 'cookie.httpOnly'),
  { ...flask('clientSide.cookieName', 'SESSION_COOKIE_NAME', []), isName: true },
  flask('clientSide.permanent', 'session.permanent'),
  {
    ...flask('clientSide.permanentLifetimeSeconds', 'PERMANENT_SESSION_LIFETIME', []),
    length: {
      unit: 's',
      unitMs: SECOND,
      min: 1,
      max: MAX_AGE / SECOND,
      presets: [10, 60, 30 * 60, DAY / SECOND, (31 * DAY) / SECOND],
    },
  },
  flask('clientSide.refreshEachRequest', 'SESSION_REFRESH_EACH_REQUEST'),
  flask('clientSide.secure', 'SESSION_COOKIE_SECURE'),
  flask('clientSide.sameSite', 'SESSION_COOKIE_SAMESITE', [
    { value: null, code: 'None' },
    titled('lax'),
    titled('strict'),
    titled('none'),
  ]),
  flask('clientSide.httpOnly', 'SESSION_COOKIE_HTTPONLY'),
  flask('clientSide.hasSecret', 'SECRET_KEY', [
    { value: true, code: 'set' },
    { value: false, code: 'None' },
  ]),
];

export function readOption(settings: Settings, id: OptionId): OptionValue {
  let value: unknown = settings;
  for (const part of id.split('.')) {
    value = typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, part)?.value : null;
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null;
}

export function defaultOf(id: OptionId): OptionValue {
  return readOption(DEFAULTS, id);
}

/**
 * The defaults of the frameworks that differ from ours: express-session's first two are deprecated and will change,
 * browsers treat a missing SameSite differently, and without a secret Flask has no sessions. Sources: README of
 * express-session 1.19, section "Configuration Handling" of Flask 3.1.
 */
const FRAMEWORK_DEFAULTS: Partial<Record<OptionId, OptionValue>> = {
  'serverSide.name': 'connect.sid',
  'serverSide.resave': true,
  'serverSide.saveUninitialized': true,
  'serverSide.cookie.sameSite': null,
  'clientSide.cookieName': 'session',
  'clientSide.hasSecret': false,
};

/** The value of an option in an app that does not set it. */
export function frameworkDefaultOf(id: OptionId): OptionValue {
  const { [id]: own } = FRAMEWORK_DEFAULTS;
  return own === undefined ? defaultOf(id) : own;
}

export function isChanged(settings: Settings, id: OptionId): boolean {
  return readOption(settings, id) !== defaultOf(id);
}

/** The change of settings that sets one option; null where the contract refuses the value. */
export function changeOf(id: OptionId, value: OptionValue): SettingsChange | null {
  const nested = id.split('.').reduceRight<unknown>((inner, part) => ({ [part]: inner }), value);
  const parsed = settingsChangeSchema.safeParse(nested);
  return parsed.success ? parsed.data : null;
}

/** The change that puts every option of an engine back. */
export function resetOf(engine: EngineName): SettingsChange {
  return engine === 'server-side' ? { serverSide: DEFAULTS.serverSide } : { clientSide: DEFAULTS.clientSide };
}

/** How the framework's own code writes a value of this option. Null for a name that is left to the site. */
export function codeOf(option: EngineOption, value: OptionValue): string | null {
  if (option.isName && value === null) return null;
  return option.choices.find((choice) => choice.value === value)?.code ?? String(value);
}
