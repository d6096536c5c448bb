/** Prints rows as aligned columns: text to the left, numbers to the right. */
export function printTable(head, rows) {
  const lines = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...lines.map((line) => line[column].length)));
  const isNumber = head.map((_, column) => rows.every((row) => !Number.isNaN(Number(row[column]))));
  for (const line of lines) {
    const cells = line.map((cell, column) =>
      isNumber[column] ? cell.padStart(widths[column]) : cell.padEnd(widths[column]),
    );
    console.log(cells.join('  ').trimEnd());
  }
}

/** The same for programs: one line of JSON. */
export function printJson(bench, results) {
  console.log(JSON.stringify({ bench, node: process.version, results }));
}
