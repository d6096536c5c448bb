/** Outputs of lsof, ps, netstat and tasklist as these programs print them, with the ends of lines of their systems. */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guessFromCommand } from '../../../server/targets/watched/framework-of-command.ts';
import { readLsof, readNetstat, readPs, readTasklist } from '../../../server/targets/watched/listening-outputs.ts';
import { where } from '../../support/where.ts';

/** lsof 4.91 of macOS: `f` is the descriptor, which it prints without being asked. AirPlay takes port 5000. */
const LSOF = `p512
cControlCenter
f9
n*:7000
f10
n*:7000
f11
n*:5000
p733
cGoogle\\x20Chrome\\x20He
f42
n127.0.0.1:9222
p71234
cPython
f3
n127.0.0.1:8000
p71300
cnode
f23
n[::1]:5173
p71401
cruby
f7
n[fe80::1%lo0]:3000
`;

test('lsof: every socket with its address, its process and the beginning of its command', () => {
  expect(readLsof(LSOF)).toEqual([
    { port: 7000, address: '*', pid: 512, command: 'ControlCenter' },
    { port: 7000, address: '*', pid: 512, command: 'ControlCenter' },
    { port: 5000, address: '*', pid: 512, command: 'ControlCenter' },
    { port: 9222, address: '127.0.0.1', pid: 733, command: 'Google Chrome He' },
    { port: 8000, address: '127.0.0.1', pid: 71234, command: 'Python' },
    { port: 5173, address: '::1', pid: 71300, command: 'node' },
    { port: 3000, address: 'fe80::1%lo0', pid: 71401, command: 'ruby' },
  ]);
  expect(readLsof('')).toEqual([]);
});

/** ps of macOS. */
const PS = `  512 /System/Library/CoreServices/ControlCenter.app/Contents/MacOS/ControlCenter
71234 /opt/homebrew/Cellar/python@3.12/3.12.4/Frameworks/Python.framework/Versions/3.12/Resources/Python.app/Contents/MacOS/Python -m flask run --port 8000
71300 node /Users/learner/shop/node_modules/.bin/vite --host localhost
71401 puma 5.6.5 (tcp://localhost:3000) [shop]
`;

test('ps: the whole commands, from which the framework is guessed', () => {
  const commands = readPs(PS);
  const guess = (pid: number, port: number) => guessFromCommand(commands.get(pid) ?? null, port)?.framework ?? null;
  expect([guess(512, 7000), guess(71234, 8000), guess(71300, 5173), guess(71401, 3000)]).toEqual([
    null,
    'Flask',
    'Vite',
    'Ruby (Puma)',
  ]);
});

/** netstat of Windows 11. */
const NETSTAT = [
  '',
  'Active Connections',
  '',
  '  Proto  Local Address          Foreign Address        State           PID',
  '  TCP    0.0.0.0:135            0.0.0.0:0              LISTENING       1284',
  '  TCP    0.0.0.0:445            0.0.0.0:0              LISTENING       4',
  '  TCP    127.0.0.1:8000         0.0.0.0:0              LISTENING       15920',
  '  TCP    127.0.0.1:8000         127.0.0.1:52113        ESTABLISHED     15920',
  '  TCP    192.168.178.20:52114   140.82.121.3:443       TIME_WAIT       0',
  '  TCP    [::]:135               [::]:0                 LISTENING       1284',
  '  TCP    [::1]:5173             [::]:0                 LISTENING       20344',
  '  UDP    0.0.0.0:5353           *:*                                    2212',
  '  UDP    [::]:5353              *:*                                    2212',
  '',
].join('\r\n');

test('netstat: the rows that listen, of both address families', () => {
  expect(readNetstat(NETSTAT)).toEqual([
    { port: 135, address: '0.0.0.0', pid: 1284, command: null },
    { port: 445, address: '0.0.0.0', pid: 4, command: null },
    { port: 8000, address: '127.0.0.1', pid: 15920, command: null },
    { port: 135, address: '::', pid: 1284, command: null },
    { port: 5173, address: '::1', pid: 20344, command: null },
  ]);
});

test('netstat of a German and of a French Windows, with other names of states', () => {
  const german = [
    'Aktive Verbindungen',
    '',
    '  Proto  Lokale Adresse         Remoteadresse          Status           PID',
    '  TCP    127.0.0.1:5000         0.0.0.0:0              ABHÖREN         9412',
    '  TCP    127.0.0.1:5000         127.0.0.1:50122        HERGESTELLT     9412',
  ].join('\r\n');
  expect(readNetstat(german)).toEqual([{ port: 5000, address: '127.0.0.1', pid: 9412, command: null }]);
  const french = '  TCP    [::1]:3000             [::]:0                 EN ECOUTE       77\r\n';
  expect(readNetstat(french)).toEqual([{ port: 3000, address: '::1', pid: 77, command: null }]);
});

/** tasklist of Windows 11. The last column has the separator of thousands of its language. */
const TASKLIST = [
  '"System Idle Process","0","Services","0","8 K"',
  '"System","4","Services","0","144 K"',
  '"python.exe","15920","Console","1","31,240 K"',
  '"node.exe","20344","Console","1","88.412 K"',
  '',
].join('\r\n');

test('tasklist: the program of each process', () => {
  const programs = readTasklist(TASKLIST);
  expect([programs.get(4), programs.get(15920), programs.get(20344)]).toEqual(['System', 'python.exe', 'node.exe']);
  expect(guessFromCommand(programs.get(15920) ?? null, 8000)?.framework).toBe('Python');
});

test('for any output of these programs, parsing does not throw and every port is valid', () => {
  const line = fc.oneof(
    fc.string(),
    fc.stringMatching(/^[pcnf][0-9a-f*:.[\]\\x]{0,20}$/),
    fc.stringMatching(/^ {2}TCP {2}[0-9.:[\]]{1,20} {2}(0\.0\.0\.0|\[::\]):0 {2}L {2}\d{1,9}$/),
  );
  fc.assert(
    fc.property(fc.array(line), (lines) => {
      const output = lines.join('\n');
      readPs(output);
      readTasklist(output);
      for (const { port } of [...readLsof(output), ...readNetstat(output)]) {
        expect(port).toBeGreaterThan(0);
        expect(port).toBeLessThan(65_536);
      }
    }),
  );
});

const hasPs = process.platform !== 'win32';
where({ isMet: hasPs, reason: 'Windows has no ps' })('ps of this system is read: this process has its command', () => {
  const output = execFileSync('ps', ['-ww', '-o', 'pid=', '-o', 'command=', '-p', String(process.pid)], {
    encoding: 'utf8',
  });
  expect(readPs(output).get(process.pid)).toContain('node');
});
