/** Readers for the outputs of the programs that list listening sockets on systems without /proc. */

/** A socket in the output of these programs. `command` is null if the program does not show it. */
export interface ListedSocket {
  readonly port: number;
  readonly address: string;
  readonly pid: number | null;
  readonly command: string | null;
}

/**
 * The output of `lsof -nP -iTCP -sTCP:LISTEN -Fpcn`: one field a line, with a letter in front (lsof(8), OUTPUT FOR
 * OTHER PROGRAMS). The command is its first letters, with `\x20` for a space.
 */
export function readLsof(output: string): ListedSocket[] {
  const found: ListedSocket[] = [];
  let [pid, command]: [number | null, string | null] = [null, null];
  for (const line of output.split(/\r?\n/)) {
    const value = line.slice(1);
    if (line.startsWith('p')) [pid, command] = [/^\d+$/.test(value) ? Number(value) : null, null];
    else if (line.startsWith('c')) command = unescaped(value);
    else if (line.startsWith('n')) {
      const place = placeOf(value);
      if (place !== null) found.push({ ...place, pid, command });
    }
  }
  return found;
}

/** The whole commands by process, from `ps -ww -o pid= -o command= -p LIST` (ps(1) of POSIX and BSD). */
export function readPs(output: string): Map<number, string> {
  const rows = output.matchAll(/^[ \t]*(\d+)[ \t]+(\S.*?)\r?$/gm);
  return new Map([...rows].map(([, pid, command = '']) => [Number(pid), command]));
}

/**
 * The rows that listen in the output of `netstat -ano`. Windows translates the names of the states, so a row is known
 * by its foreign address: nothing is at port 0.
 */
export function readNetstat(output: string): ListedSocket[] {
  const rows = output.matchAll(
    /^[ \t]*TCP[ \t]+(\S+)[ \t]+(?:0\.0\.0\.0|\[::\]|\*):0[ \t]+\S.*?[ \t](\d+)[ \t]*\r?$/gm,
  );
  return [...rows].flatMap(([, local = '', pid]) => {
    const place = placeOf(local);
    return place === null ? [] : [{ ...place, pid: Number(pid), command: null }];
  });
}

/** The programs by process, from `tasklist /FO CSV /NH`. */
export function readTasklist(output: string): Map<number, string> {
  const rows = output.matchAll(/^"((?:[^"]|"")*)","(\d+)",/gm);
  return new Map([...rows].map(([, name = '', pid]) => [Number(pid), name.replaceAll('""', '"')]));
}

/** `127.0.0.1:8000`, `*:8000`, `[::1]:8000`, `[fe80::1%4]:8000`. */
function placeOf(text: string): { readonly port: number; readonly address: string } | null {
  const [, address = '', digits = ''] = /^(.+):(\d{1,5})$/.exec(text) ?? [];
  const port = Number(digits);
  return port >= 1 && port <= 65_535 ? { port, address: address.replace(/^\[|\]$/g, '') } : null;
}

function unescaped(text: string): string {
  return text.replace(/\\x([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
