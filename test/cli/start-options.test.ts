import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { BadOption, parseStartOptions } from '../../server/start-options.ts';
import { tempDir } from '../support/temp-dir.ts';

test('without options: port and engine of the settings, any port for the inspector, the own folder, a browser', () => {
  expect(parseStartOptions([])).toEqual({
    port: undefined,
    uiPort: 0,
    dataDir: undefined,
    engine: undefined,
    secrets: [],
    watch: [],
    files: [],
    opensBrowser: true,
    isJson: false,
  });
});

test('takes every option of the contract', () => {
  const argv = '--port 0 --ui-port 65535 --data-dir d --engine client-side --secret new --secret old --no-open --json';
  expect(parseStartOptions(argv.split(' '))).toEqual({
    port: 0,
    uiPort: 65_535,
    dataDir: 'd',
    engine: 'client-side',
    secrets: ['new', 'old'],
    watch: [],
    files: [],
    opensBrowser: false,
    isJson: true,
  });
});

test('takes positional arguments as files to open', () => {
  expect(parseStartOptions(['--json', 'one.har', 'other.ndjson']).files).toEqual(['one.har', 'other.ndjson']);
});

test('takes apps to watch, each with its port and its secrets, or one port and one file for all of them', () => {
  const [one, other] = ['one', 'other'].map((secret) => {
    const file = join(tempDir(), 'secrets');
    writeFileSync(file, secret);
    return file;
  });
  const watch = (...argv: (string | undefined)[]) => parseStartOptions(argv.map(String)).watch;
  expect(watch('--watch', 'http://localhost:8000')).toEqual([{ url: 'http://localhost:8000' }]);
  expect(watch('--watch', '8000', '--watch', '3000', '--watch-port', '0', '--watch-secret-file', one)).toEqual([
    { url: '8000', port: 0, secrets: ['one'] },
    { url: '3000', port: 0, secrets: ['one'] },
  ]);
  const ports = ['--watch-port', '5001', '--watch-port', '5002'];
  const files = ['--watch-secret-file', one, '--watch-secret-file', other];
  expect(watch('--watch', '8000', '--watch', '3000', ...ports, ...files)).toEqual([
    { url: '8000', port: 5001, secrets: ['one'] },
    { url: '3000', port: 5002, secrets: ['other'] },
  ]);
  for (const argv of [
    ['--watch-port', '1'],
    ['--watch', ''],
    ['--watch', '8000', ...ports],
    ['--watch', '8000', ...files],
  ]) {
    expect(() => watch(...argv)).toThrow(BadOption);
  }
});

test('takes a value after an equals sign, and one that begins with a dash', () => {
  expect(parseStartOptions(['--port=8080', '--secret=-x', '--data-dir=--odd'])).toMatchObject({
    port: 8080,
    secrets: ['-x'],
    dataDir: '--odd',
  });
});

test('reads secrets from a file, one a line, in their order', () => {
  const file = join(tempDir(), 'secrets');
  writeFileSync(file, 'first\r\n\nsecond with spaces \n');
  expect(parseStartOptions(['--secret-file', file]).secrets).toEqual(['first', 'second with spaces ']);
});

describe('reports an unknown option in one line', () => {
  const folder = () => tempDir();
  const emptyFile = () => {
    const file = join(folder(), 'empty');
    writeFileSync(file, '\n\n');
    return file;
  };

  test.each<[string[], RegExp]>([
    [['--port'], /^Option '--port <value>' argument missing\.$/],
    [['--port', 'http'], /^--port takes a port from 0 to 65535, not “http”\.$/],
    [['--port', ''], /^--port takes a port/],
    [['--port', '65536'], /^--port takes a port/],
    [['--port=-1'], /^--port takes a port/],
    [
      ['--port', '-1'],
      /^Option '--port' argument is ambiguous\. Did you forget to specify the option argument for '--port'\?$/,
    ],
    [['--port', '5e3'], /^--port takes a port/],
    [['--port', '0x10'], /^--port takes a port/],
    [['--port', ' 80'], /^--port takes a port/],
    [['--port', '80\n81'], /^--port takes a port from 0 to 65535, not “80 81”\.$/],
    [['--ui-port', '1.5'], /^--ui-port takes a port/],
    [['--data-dir', ''], /^--data-dir needs a path\.$/],
    [['--engine', 'both'], /^--engine takes server-side or client-side, not “both”\.$/],
    [['--secret', ''], /^--secret needs at least one character\.$/],
    [['--secret', 'a', '--secret-file', 'b'], /^Give either --secret or --secret-file, not both\.$/],
    [['--secret-file', '/nowhere/at/all'], /^The secret file \/nowhere\/at\/all cannot be read: /],
    [['--no-open=1'], /^Option '--no-open' does not take an argument\.$/],
    [['--verbose'], /^Unknown option '--verbose'\.$/],
    [['--prot', '1'], /^Unknown option '--prot'\. Did you mean --port\?$/],
    [['--watch-secretfile=a'], /^Unknown option '--watch-secretfile'\. Did you mean --watch-secret-file\?$/],
    [['-p', '1'], /^Unknown option '-p'\.$/],
    [['--__proto__'], /^Unknown option '--__proto__'\.$/],
    [['--two\nlines'], /^Unknown option '--two lines'\.$/],
    [['--\u001b[2J'], /^Unknown option '-- \[2J'\.$/],
  ])('%j', (argv, message) => {
    expect(() => parseStartOptions(argv)).toThrow(BadOption);
    expect(() => parseStartOptions(argv)).toThrow(message);
  });

  test('a secret file without a secret, or that is a folder', () => {
    expect(() => parseStartOptions(['--secret-file', emptyFile()])).toThrow(/holds no secret: write one a line\.$/);
    expect(() => parseStartOptions(['--secret-file', folder()])).toThrow(/cannot be read/);
  });
});

test('takes a store before any --watch as that of the site, and one after a --watch as that of the app', () => {
  const argv = '--store redis://127.0.0.1:1 --watch http://a:1 --watch http://a:2 --store postgres://u@a:3/d';
  const { store, watch } = parseStartOptions(argv.split(' '));
  expect(store).toBe('redis://127.0.0.1:1');
  expect(watch).toEqual([{ url: 'http://a:1' }, { url: 'http://a:2', store: 'postgres://u@a:3/d' }]);
  expect(parseStartOptions(['--store', 'valkey://127.0.0.1']).store).toBe('valkey://127.0.0.1');
});

test.each([
  ['--store', '--store needs an address or a path, such as redis://127.0.0.1:6379/0.'],
  ['--store sessions.db', 'To read the store of a watched app, put --store after its --watch.'],
  ['--store mysql://127.0.0.1', '--store takes redis://HOST:PORT or postgres://USER@HOST:PORT/DATABASE'],
  ['--store redis://a --store redis://b', 'Give one --store for the site, before --watch, and one after each --watch.'],
  ['--watch http://a:1 --store redis://a --store redis://b', 'and one after each --watch.'],
  ['--store redis://:hunter2@127.0.0.1:1', 'Put the password of redis://127.0.0.1:1 into the variable SESSION_INSPEC'],
])('refuses %s, and says why', (line, why) => {
  const argv = line === '--store' ? ['--store', ''] : line.split(' ');
  expect(() => parseStartOptions(argv)).toThrow(why);
  expect(() => parseStartOptions(argv)).toThrow(
    expect.not.objectContaining({ message: expect.stringContaining('hunter2') }),
  );
});
