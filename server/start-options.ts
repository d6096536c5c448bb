import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { nearestWord } from './base/nearest-word.ts';
import { messageOf } from './base/thrown.ts';
import type { EngineName } from './contract/log-entry.ts';
import type { WatchAdd } from './contract/watch.ts';
import { readSecretFile } from './engines/secrets.ts';
import { passwordVariable, withoutPassword } from './stores/store-place.ts';

/** The options of a start, for the desktop and for browser mode. */
export interface StartOptions {
  /** Undefined for the port of the settings. */
  readonly port: number | undefined;
  readonly uiPort: number;
  readonly dataDir: string | undefined;
  /** Undefined for the engine of the settings. */
  readonly engine: EngineName | undefined;
  /** The user's own secrets, the first of which signs. If empty, the stored secrets are used. */
  readonly secrets: readonly string[];
  /** The address of the store that has the sessions of the site. Undefined for the place of the settings. */
  readonly store: string | undefined;
  /** Apps to watch, with the secrets that were given for them. */
  readonly watch: readonly WatchAdd[];
  /** Files to open, as they were named: a relative path is one of the folder in which the command was called. */
  readonly files: readonly string[];
  readonly opensBrowser: boolean;
  readonly isJson: boolean;
}

/** A command line that cannot be parsed. The message is one line for stderr, and the exit status is 2. */
export class BadOption extends Error {
  override readonly name = 'BadOption';
  readonly exitStatus = 2;

  constructor(message: string) {
    // A command line may contain line breaks and control characters of the terminal.
    super(message.replace(/\p{Cc}+/gu, ' '));
  }
}

/** Reads the options of `start` and `serve`. Throws BadOption with one clear line. */
export function parseStartOptions(argv: readonly string[]): StartOptions {
  const { values, positionals, tokens } = parse(argv);
  const stores = storesByPlace(tokens);
  if (values.secret !== undefined && values['secret-file'] !== undefined) {
    throw new BadOption('Give either --secret or --secret-file, not both.');
  }
  return {
    port: values.port === undefined ? undefined : portNumber('--port', values.port),
    uiPort: portNumber('--ui-port', values['ui-port'] ?? '0'),
    dataDir: pathOption('--data-dir', values['data-dir']),
    engine: values.engine === undefined ? undefined : engineName(values.engine),
    secrets: values['secret-file'] === undefined ? ownSecrets(values.secret ?? []) : secretsFrom(values['secret-file']),
    store: stores.own,
    watch: watchedApps(values, stores.ofApps),
    files: positionals.map((path) => filePath(path)),
    opensBrowser: !values['no-open'],
    isJson: values.json,
  };
}

const optionTypes = {
  port: { type: 'string' },
  'ui-port': { type: 'string' },
  'data-dir': { type: 'string' },
  engine: { type: 'string' },
  secret: { type: 'string', multiple: true },
  'secret-file': { type: 'string' },
  watch: { type: 'string', multiple: true },
  'watch-port': { type: 'string', multiple: true },
  'watch-secret-file': { type: 'string', multiple: true },
  store: { type: 'string', multiple: true },
  project: { type: 'string', multiple: true },
  'no-open': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], strict: true, tokens: true, allowPositionals: true, options: optionTypes });
  } catch (error) {
    throw badOption(error, optionTypes);
  }
}

/**
 * A one-line version of the error of parseArgs. For an unknown option it names the one of `known` that was probably
 * meant.
 */
export function badOption(error: unknown, known: Readonly<Record<string, unknown>>): BadOption {
  const message = messageOf(error);
  const [first = message] = message.split(/\.?\s+To specify/);
  const sentence = /[.!?]$/.test(first) ? first : `${first}.`;
  const typed = /^Unknown option '--([^']*)'/.exec(first)?.[1];
  const meant = typed === undefined ? null : nearestWord(typed, [...Object.keys(known), 'help']);
  return new BadOption(meant === null ? sentence : `${sentence} Did you mean --${meant}?`);
}

/** Throws BadOption if a file of the command line is missing, so that the message comes before the start. */
export function refuseMissingFiles({ files }: StartOptions): void {
  const missing = files.find((path) => !statSync(path, { throwIfNoEntry: false })?.isFile());
  if (missing !== undefined) throw new BadOption(missingFileSentence(missing));
}

export function missingFileSentence(path: string): string {
  return `There is no file “${path}”.`;
}

function filePath(path: string): string {
  if (path === '') throw new BadOption('A file needs a path.');
  return path;
}

function portNumber(option: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new BadOption(`${option} takes a port from 0 to 65535, not “${text}”.`);
  return port;
}

function engineName(text: string): EngineName {
  if (text === 'server-side' || text === 'client-side') return text;
  throw new BadOption(`--engine takes server-side or client-side, not “${text}”.`);
}

/**
 * A path option. Undefined if it was not given. Throws BadOption for an empty path, which would mean the current
 * folder.
 */
export function pathOption(option: string, text: string | undefined): string | undefined {
  if (text === '') throw new BadOption(`${option} needs a path.`);
  return text;
}

/**
 * The apps of `--watch`. A single `--watch-port` is the port of the first app, and the other apps get the next free
 * ports. A single `--watch-secret-file` applies to all apps. Several of them are assigned to the apps in order.
 */
function watchedApps(
  values: ReturnType<typeof parse>['values'],
  stores: ReadonlyMap<number, string>,
): readonly WatchAdd[] {
  const urls = values.watch ?? [];
  const ports = (values['watch-port'] ?? []).map((text) => portNumber('--watch-port', text));
  const secrets = (values['watch-secret-file'] ?? []).map((path) => [...secretsFrom(path)]);
  const bound = (option: string, given: readonly unknown[]) => {
    if (given.length > 0 && urls.length === 0) throw new BadOption(`${option} goes with --watch URL.`);
    if (given.length > 1 && given.length !== urls.length) {
      throw new BadOption(`Give one ${option}, or one for each --watch.`);
    }
  };
  bound('--watch-port', ports);
  const projects = values.project ?? [];
  bound('--watch-secret-file', secrets);
  bound('--project', projects);
  if (projects.includes('')) throw new BadOption('--project needs the folder of the app.');
  if (urls.includes('')) throw new BadOption('--watch needs an address, such as http://127.0.0.1:8000.');
  return urls.map((url, place) => {
    const port = ports.length > 1 ? ports[place] : ports[0];
    const own = secrets.length > 1 ? secrets[place] : secrets[0];
    const store = stores.get(place);
    // One folder is that of the first app.
    const project = projects.length > 1 ? projects[place] : place === 0 ? projects[0] : undefined;
    return {
      url,
      ...(port === undefined ? {} : { port }),
      ...(own === undefined ? {} : { secrets: own }),
      ...(store === undefined ? {} : { store: storeWithWholePath(store) }),
      ...(project === undefined ? {} : { project: resolve(project) }),
    };
  });
}

interface Stores {
  /** The store of the site itself. */
  readonly own: string | undefined;
  /** By the position of a `--watch`, the store of that app. */
  readonly ofApps: ReadonlyMap<number, string>;
}

/** A `--store` after a `--watch` is the store of that app. One before any `--watch` is the store of the site itself. */
function storesByPlace(tokens: ReturnType<typeof parse>['tokens']): Stores {
  let own: string | undefined;
  let app = -1;
  const ofApps = new Map<number, string>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    if (token.name === 'watch') app++;
    if (token.name !== 'store') continue;
    const { value = '' } = token;
    if (value === '') throw new BadOption('--store needs an address or a path, such as redis://127.0.0.1:6379/0.');
    if (app >= 0 ? ofApps.has(app) : own !== undefined) {
      throw new BadOption('Give one --store for the site, before --watch, and one after each --watch.');
    }
    if (app >= 0) ofApps.set(app, value);
    else own = ownStore(value);
  }
  return { own, ofApps };
}

/** Other users of this machine can see the arguments of a process, so a password has to be in the environment. */
function ownStore(text: string): string {
  if (!/^(rediss?|valkeys?|postgres|postgresql):\/\//i.test(text) || !URL.canParse(text)) {
    throw new BadOption(
      `The sessions of the site cannot be stored in “${withoutPassword(text)}”: --store takes redis://HOST:PORT or ` +
        'postgres://USER@HOST:PORT/DATABASE. To read the store of a watched app, put --store after its --watch.',
    );
  }
  if (withoutPassword(text) === text) return text;
  throw new BadOption(`Put the password of ${withoutPassword(text)} into the variable ${passwordVariable} instead.`);
}

/** A path is of the folder in which the command was started, and is kept for the next start. */
function storeWithWholePath(text: string): string {
  return /^[a-z][a-z0-9+.-]+:\/\//i.test(text) ? text : resolve(text);
}

function ownSecrets(secrets: readonly string[]): readonly string[] {
  if (secrets.includes('')) throw new BadOption('--secret needs at least one character.');
  return secrets;
}

function secretsFrom(path: string): readonly string[] {
  try {
    return readSecretFile(path);
  } catch (error) {
    throw new BadOption((error as Error).message);
  }
}
