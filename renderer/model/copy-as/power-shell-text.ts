/**
 * A text as an expression of PowerShell 5 and 7. In single quotes only a single quote is special, and is doubled.
 * Characters other than printable ASCII are made from their numbers, so that neither curly quotes, which PowerShell
 * reads as straight ones, nor the encoding of a script can change them.
 */
export function powerShellText(text: string): string {
  if (/^[ -~]*$/.test(text)) return quoted(text);
  const pieces = text.match(/[ -~]+|[^ -~]/g) ?? [];
  return `('' + ${pieces.map((piece) => (/^[ -~]/.test(piece) ? quoted(piece) : numbered(piece))).join(' + ')})`;
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

function numbered(unit: string): string {
  return `[char]0x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}
