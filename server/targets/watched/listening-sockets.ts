/**
 * The programs that listen on this machine, as a list to choose from: ports, addresses, commands, and a guess of each.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { messageOf } from '../../base/thrown.ts';
import type { Listening, ListeningSocket } from '../../contract/watch.ts';
import { guessFromCommand } from './framework-of-command.ts';
import type { InsideApp } from './inside-apps.ts';
import { type ListedSocket as Found, readLsof, readNetstat, readPs, readTasklist } from './listening-outputs.ts';

/** Long enough to recognise a command. */
const longestCommand = 200;
const toolLimitMs = 3_000;

/**
 * The sockets of this machine that accept connections from it, in the order of their ports. `ownPorts` are marked as
 * belonging to this inspector. The source is /proc on Linux, and lsof or netstat on other systems. If neither works,
 * the result has the reason.
 */
export async function listeningSockets(
  ownPorts: ReadonlySet<number>,
  telling: readonly InsideApp[] = [],
): Promise<Listening> {
  try {
    const found = await (process.platform === 'linux'
      ? onLinux()
      : process.platform === 'win32'
        ? onWindows()
        : byLsof());
    return { ok: true, sockets: gathered(found, ownPorts).map((socket) => withTold(socket, telling)) };
  } catch (error) {
    return { ok: false, reason: messageOf(error) };
  }
}

/** An app that has told that it uses express-session. A port that it has not told yet is found by its process. */
function withTold(socket: ListeningSocket, telling: readonly InsideApp[]): ListeningSocket {
  const app = telling.find(({ ports, pid }) => (ports.length === 0 ? pid === socket.pid : ports.includes(socket.port)));
  if (app === undefined || socket.isOwn) return socket;
  return { ...socket, guess: { framework: 'Express', by: 'told', sign: app.sessions[0]?.store ?? '' } };
}

function gathered(found: readonly Found[], ownPorts: ReadonlySet<number>): ListeningSocket[] {
  const byPort = Map.groupBy(
    found.filter(({ address }) => isReachableHere(address)),
    ({ port }) => port,
  );
  return [...byPort]
    .map(([port, sockets]) => {
      const known = sockets.find(({ command }) => command !== null);
      const isOwn = ownPorts.has(port) || sockets.some(({ pid }) => pid === process.pid);
      return {
        port,
        addresses: [...new Set(sockets.map(({ address }) => address))],
        command: known?.command ?? null,
        pid: known?.pid ?? sockets[0]?.pid ?? null,
        guess: isOwn ? null : guessFromCommand(known?.command ?? null, port),
        isOwn,
      };
    })
    .toSorted((one, other) => one.port - other.port);
}

/**
 * Loopback, or every address of the machine. A program that listens only at another address cannot be reached through
 * loopback.
 */
function isReachableHere(address: string): boolean {
  return address.startsWith('127.') || ['::1', '0.0.0.0', '::', '*'].includes(address);
}

/** Null if /proc cannot be read. */
async function tcpTables(): Promise<string[] | null> {
  const tables = await Promise.all(
    ['/proc/net/tcp', '/proc/net/tcp6'].map((path) => readFile(path, 'latin1').catch(() => '')),
  );
  return tables.every((table) => table === '') ? null : tables;
}

async function onLinux(): Promise<Found[]> {
  const tables = await tcpTables();
  if (tables === null) throw new Error('/proc/net/tcp cannot be read');
  const sockets = tables.flatMap(socketsIn);
  const owners = await ownersOf(new Set(sockets.map(({ inode }) => inode)));
  return sockets.map(({ port, address, inode }) => {
    const owner = owners.get(inode);
    return { port, address, pid: owner?.pid ?? null, command: owner?.command ?? null };
  });
}

/** TCP_LISTEN in include/net/tcp_states.h. */
const LISTEN = '0A';

/** The rows of /proc/net/tcp or tcp6 that listen (Documentation/networking/proc_net_tcp.rst of Linux). */
export function socketsIn(table: string): { port: number; address: string; inode: string }[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode = ''] = line.trim().split(/\s+/);
      const [address = '', port = ''] = local.split(':');
      if (state !== LISTEN || port === '') return [];
      return [{ port: Number.parseInt(port, 16), address: addressOf(address), inode }];
    });
}

/** An address in hexadecimal, in words of 32 bits with the lowest octet first (little-endian machines). */
function addressOf(hex: string): string {
  const octets = (hex.match(/.{8}/g) ?? []).flatMap((word) => (word.match(/../g) ?? []).toReversed());
  if (octets.length === 4) return octets.map((octet) => Number.parseInt(octet, 16)).join('.');
  const text = octets.join('').toLowerCase();
  if (/^0{32}$/.test(text)) return '::';
  if (/^0{31}1$/.test(text)) return '::1';
  const mapped = /^0{20}ffff(.{8})$/.exec(text)?.[1];
  if (mapped !== undefined) return (mapped.match(/../g) ?? []).map((octet) => Number.parseInt(octet, 16)).join('.');
  return (text.match(/.{4}/g) ?? []).join(':');
}

/** The processes that own these sockets, among the processes that this user may inspect. */
async function ownersOf(inodes: ReadonlySet<string>): Promise<Map<string, { pid: number; command: string }>> {
  const owners = new Map<string, { pid: number; command: string }>();
  const names = await readdir('/proc');
  await Promise.all(
    names
      .filter((name) => /^\d+$/.test(name))
      .map(async (pid) => {
        // The process belongs to another user or has ended.
        const links = await readdir(`/proc/${pid}/fd`).catch(() => []);
        for (const link of links) {
          const target = await readlink(`/proc/${pid}/fd/${link}`).catch(() => '');
          const [, inode] = /^socket:\[(\d+)\]$/.exec(target) ?? [];
          if (inode === undefined || !inodes.has(inode) || owners.has(inode)) continue;
          const words = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
          owners.set(inode, { pid: Number(pid), command: shownCommand(words.replaceAll('\0', ' ')) });
        }
      }),
  );
  return owners;
}

/** lsof shows the first letters of a command, and ps shows all of it. */
async function byLsof(): Promise<Found[]> {
  const sockets = readLsof(await run('lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-Fpcn']));
  const pids = [...new Set(sockets.flatMap(({ pid }) => pid ?? []))];
  if (pids.length === 0) return sockets;
  const commands = await run('ps', ['-ww', '-o', 'pid=', '-o', 'command=', '-p', pids.join(',')])
    .then(readPs)
    .catch(() => new Map<number, string>());
  return withCommands(sockets, commands);
}

/** The list is of use without the names of the programs, so it does not depend on them. */
async function onWindows(): Promise<Found[]> {
  const [sockets, programs] = await Promise.all([
    run('netstat', ['-ano']).then(readNetstat),
    run('tasklist', ['/FO', 'CSV', '/NH'])
      .then(readTasklist)
      .catch(() => new Map<number, string>()),
  ]);
  return withCommands(sockets, programs);
}

function withCommands(sockets: readonly Found[], commands: ReadonlyMap<number, string>): Found[] {
  return sockets.map((socket) => {
    const command = (socket.pid === null ? undefined : commands.get(socket.pid)) ?? socket.command;
    return { ...socket, command: command === null ? null : shownCommand(command) };
  });
}

/** Runs a program of the system. One that cannot be run, or has failed with a message, makes the list unknown. */
function run(program: string, options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, options, { timeout: toolLimitMs, maxBuffer: 4 * 1024 * 1024 }, (error, output, said) => {
      // lsof ends with status 1 if nothing listens, and if it may not inspect some process but has listed the others.
      const isAnswer = error === null || output !== '' || (error.code === 1 && said.trim() === '');
      if (isAnswer) resolve(output);
      else reject(new Error(`${program}: ${(said.trim() || error.message).split('\n')[0]}`));
    });
  });
}

/** The text of a command line is untrusted input. */
function shownCommand(text: string): string {
  return text
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, longestCommand);
}
