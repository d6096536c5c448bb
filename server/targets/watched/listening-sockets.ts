/**
 * The programs that listen on this machine, as a list to choose from: ports, addresses, commands, and a guess of each.
 */
import { execFile } from 'node:child_process';
import { readdir, readFile, readlink } from 'node:fs/promises';
import type { Listening, ListeningSocket } from '../../contract/watch.ts';
import { guessFromCommand } from './framework-of-command.ts';

interface Found {
  readonly port: number;
  readonly address: string;
  readonly pid: number | null;
  readonly command: string | null;
}

/** Long enough to recognise a command. */
const longestCommand = 200;
const toolLimitMs = 3_000;

/**
 * The sockets of this machine that accept connections from it, in the order of their ports. `ownPorts` are marked as
 * belonging to this inspector. The source is /proc on Linux, and lsof or netstat on other systems. If neither works,
 * the result has the reason.
 */
export async function listeningSockets(ownPorts: ReadonlySet<number>): Promise<Listening> {
  try {
    const found = await (process.platform === 'linux'
      ? onLinux()
      : process.platform === 'win32'
        ? onWindows()
        : byLsof());
    return { ok: true, sockets: gathered(found, ownPorts) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
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

/**
 * Whether a program listens at a port, without connecting to it. Null if this system cannot answer without running a
 * program.
 */
export async function isListenedAt(port: number): Promise<boolean | null> {
  const tables = process.platform === 'linux' ? await tcpTables() : null;
  return tables === null ? null : tables.flatMap(socketsIn).some((socket) => socket.port === port);
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

/** `-F` prints one field a line, each with a letter in front (lsof(8), OUTPUT FOR OTHER PROGRAMS). */
async function byLsof(): Promise<Found[]> {
  const output = await run('lsof', ['-nP', '-iTCP', '-sTCP:LISTEN', '-Fpcn']);
  const found: Found[] = [];
  let [pid, command]: [number | null, string | null] = [null, null];
  for (const line of output.split('\n')) {
    const value = line.slice(1);
    if (line.startsWith('p')) pid = Number(value);
    else if (line.startsWith('c')) command = shownCommand(value);
    else if (line.startsWith('n')) {
      const [, address = '', port = ''] = /^(.*):(\d+)$/.exec(value) ?? [];
      if (port !== '') found.push({ port: Number(port), address: address.replace(/^\[|\]$/g, ''), pid, command });
    }
  }
  return found;
}

async function onWindows(): Promise<Found[]> {
  const output = await run('netstat', ['-ano', '-p', 'TCP']);
  return [...output.matchAll(/^\s*TCP\s+(\S+):(\d+)\s+\S+\s+LISTENING\s+(\d+)/gm)].map(
    ([, address = '', port, pid]) => ({
      port: Number(port),
      address: address.replace(/^\[|\]$/g, ''),
      pid: Number(pid),
      command: null,
    }),
  );
}

function run(program: string, options: readonly string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    execFile(program, options, { timeout: toolLimitMs, maxBuffer: 4 * 1024 * 1024 }, (error, output) => {
      // lsof ends with status 1 if it may not inspect some process, but it has listed the other processes.
      if (error !== null && output === '') reject(new Error(`${program}: ${error.message.split('\n')[0]}`));
      else resolve(output);
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
