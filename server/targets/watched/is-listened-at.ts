import { type FileHandle, open } from 'node:fs/promises';

/** A row of /proc/net/tcp: number, local address and port, other address and port, state. */
const ROW = /^ *\d+: [0-9A-F]+:([0-9A-F]{4}) [0-9A-F]+:[0-9A-F]{4} ([0-9A-F]{2}) /;
/** TCP_LISTEN in include/net/tcp_states.h. */
const LISTEN = '0A';
/** The kernel gives a page at a time. */
const PAGE_BYTES = 4_096;

/**
 * Whether a program listens at a port, without connecting to it. Null if this system cannot answer without running a
 * program.
 */
export async function isListenedAt(port: number): Promise<boolean | null> {
  if (process.platform !== 'linux') return null;
  const answers = await Promise.all(['/proc/net/tcp', '/proc/net/tcp6'].map((table) => isListed(table, port)));
  if (answers.includes(true)) return true;
  return answers.includes(false) ? false : null;
}

/** Null if the table cannot be read. */
async function isListed(table: string, port: number): Promise<boolean | null> {
  let file: FileHandle | null = null;
  try {
    file = await open(table);
    return await isInListeningRows(file, port);
  } catch {
    return null;
  } finally {
    await file?.close();
  }
}

/**
 * The kernel lists the sockets that listen first (tcp_get_idx in net/ipv4/tcp_ipv4.c), so the rest is not read: a busy
 * machine has thousands of connections.
 */
async function isInListeningRows(file: FileHandle, port: number): Promise<boolean> {
  const page = Buffer.alloc(PAGE_BYTES);
  const wanted = port.toString(16).toUpperCase().padStart(4, '0');
  let rest = '';
  for (;;) {
    const { bytesRead } = await file.read(page, 0, PAGE_BYTES, null);
    if (bytesRead === 0) return false;
    const lines = (rest + page.toString('latin1', 0, bytesRead)).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) {
      const row = ROW.exec(line);
      // The first line has the names of the columns.
      if (row === null) continue;
      if (row[2] !== LISTEN) return false;
      if (row[1] === wanted) return true;
    }
  }
}
