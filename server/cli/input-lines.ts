/** No request is longer; a line beyond this must not fill the memory. */
const MAX_LINE_CHARACTERS = 2 * 1024 * 1024;

/**
 * The lines of a UTF-8 stream, as many at a time as have arrived, so that a single line gets its answer immediately. A
 * line ends at `\n` (a `\r` before it belongs to the end) or with the stream; null represents a line of more than two
 * million characters. Unlike Node's readline this does not break at U+2028, U+2029 or a lone `\r`: JSON may contain the
 * first two.
 */
export async function* inputLines(stream: NodeJS.ReadableStream): AsyncGenerator<(string | null)[]> {
  stream.setEncoding('utf8');
  let line: string | null = '';
  for await (const chunk of stream) {
    const lines: (string | null)[] = [];
    const pieces = String(chunk).split('\n');
    const last = pieces.pop() ?? '';
    for (const piece of pieces) {
      lines.push(withoutReturn(joined(line, piece)));
      line = '';
    }
    line = joined(line, last);
    yield lines;
  }
  if (line !== '') yield [withoutReturn(line)];
}

function joined(start: string | null, end: string): string | null {
  return start === null || start.length + end.length > MAX_LINE_CHARACTERS ? null : start + end;
}

function withoutReturn(line: string | null): string | null {
  return line?.endsWith('\r') ? line.slice(0, -1) : line;
}
