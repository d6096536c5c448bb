import { expect, test } from 'vitest';
import { calledAs, calledWithOptions, installedProgram, programName } from '../../server/base/called-as.ts';

test('names a command by npm in a checkout, and by the name of the program elsewhere', () => {
  expect([calledAs('open'), calledWithOptions('open')]).toEqual(['npm run open', 'npm run open --']);
  expect(calledAs('open', installedProgram)).toBe('npx session-inspector open');
  expect(calledWithOptions('open', 'session-inspector')).toBe('session-inspector open');
});

const checkout = 'file:///home/me/session-inspector/server/base/called-as.ts';
const installed = 'file:///home/me/app/node_modules/session-inspector/out/main/called-as.js';
const unpacked = 'file:///home/me/package/out/main/called-as.js';

test.each<[string, string, Record<string, string>, string, string | null]>([
  ['a script of a checkout', '/home/me/session-inspector/server/cli.ts', {}, checkout, null],
  ['npm run in a checkout', '/home/me/session-inspector/server/cli.ts', { npm_command: 'run' }, checkout, null],
  [
    'npx',
    '/home/me/.npm/_npx/1/node_modules/.bin/session-inspector',
    { npm_command: 'exec' },
    installed,
    'npx session-inspector',
  ],
  ['npm link and npx', '/usr/bin/session-inspector', { npm_command: 'exec' }, unpacked, 'npx session-inspector'],
  [
    'the packages of a project',
    '/home/me/app/node_modules/.bin/session-inspector',
    {},
    installed,
    'npx session-inspector',
  ],
  ['a program that imports the package', '/home/me/app/server.js', {}, installed, 'npx session-inspector'],
  ['a command on the path', '/usr/local/bin/session-inspector', {}, installed, 'session-inspector'],
  [
    'the file of the command',
    '/home/me/package/bin/session-inspector.cjs',
    {},
    unpacked,
    'node package/bin/session-inspector.cjs',
  ],
])('started by %s', (_name, script, env, moduleUrl, name) => {
  expect(programName({ script, env, folder: '/home/me' }, moduleUrl)).toBe(name);
});
