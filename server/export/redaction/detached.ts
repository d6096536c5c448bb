/** A copy of a text. A slice of a row would keep the whole row in memory. */
export function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}
