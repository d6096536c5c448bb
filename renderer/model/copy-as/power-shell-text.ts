/**
 * A text as an expression of PowerShell 5 and 7. In single quotes nothing is read but a single quote, which is doubled.
 * What is no printable ASCII is made from its number, so that neither curly quotes, which PowerShell takes for straight
 * ones, nor the encoding of a script can change it.
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
