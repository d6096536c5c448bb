/** HTTP/1.1 messages as octets (latin1): where one ends, and what is in it apart from how it was cut into chunks. */

export interface Message {
  readonly startLine: string;
  /** The lines of the head, unchanged. */
  readonly lines: readonly string[];
  readonly body: string;
  /** The lines behind the last chunk. */
  readonly trailers: readonly string[];
  /** What comes behind the message. */
  readonly rest: string;
}

/**
 * Reads the first message. Null if it is not complete. `hasBody`: false for what never has a body, such as the answer
 * to HEAD; `endsByClose`: nothing more will come.
 */
export function readMessage(
  octets: string,
  { hasBody = true, endsByClose = false }: { readonly hasBody?: boolean; readonly endsByClose?: boolean } = {},
): Message | null {
  const end = octets.indexOf('\r\n\r\n');
  if (end === -1) return null;
  const [startLine = '', ...lines] = octets.slice(0, end).split('\r\n');
  const head = { startLine, lines };
  const after = octets.slice(end + 4);
  const lineValue = (name: string) =>
    lines
      .find((line) => line.toLowerCase().startsWith(`${name}:`))
      ?.slice(name.length + 1)
      .trim();
  if (!hasBody) return { ...head, body: '', trailers: [], rest: after };
  if (lineValue('transfer-encoding')?.toLowerCase() === 'chunked') return readChunks(head, after);
  const length = lineValue('content-length');
  if (length !== undefined) {
    const size = Number(length);
    return after.length < size ? null : { ...head, body: after.slice(0, size), trailers: [], rest: after.slice(size) };
  }
  if (startLine.startsWith('HTTP/')) return endsByClose ? { ...head, body: after, trailers: [], rest: '' } : null;
  return { ...head, body: '', trailers: [], rest: after };
}

function readChunks(head: Pick<Message, 'startLine' | 'lines'>, octets: string): Message | null {
  let body = '';
  let rest = octets;
  for (;;) {
    const line = rest.indexOf('\r\n');
    if (line === -1) return null;
    const size = Number.parseInt(rest.slice(0, line), 16);
    rest = rest.slice(line + 2);
    if (size === 0) break;
    if (rest.length < size + 2) return null;
    body += rest.slice(0, size);
    rest = rest.slice(size + 2);
  }
  if (rest.startsWith('\r\n')) return { ...head, body, trailers: [], rest: rest.slice(2) };
  const end = rest.indexOf('\r\n\r\n');
  return end === -1 ? null : { ...head, body, trailers: rest.slice(0, end).split('\r\n'), rest: rest.slice(end + 4) };
}
