/** The known word that a mistyped one most probably means; null if none is near. */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  // A third of the letters may be wrong. More would suggest words that have nothing in common with the typed one.
  const most = Math.min(2, Math.floor(typed.length / 3));
  let nearest: { readonly word: string; readonly distance: number } | null = null;
  for (const word of known) {
    if (Math.abs(word.length - typed.length) > most) continue;
    const distance = editDistance(typed, word);
    if (distance <= most && (nearest === null || distance < nearest.distance)) nearest = { word, distance };
  }
  return nearest?.word ?? null;
}

/**
 * How many letters have to be put in, left out, replaced, or swapped with the next one (optimal string alignment).
 */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (isSame ? 0 : 1),
      );
      const isSwapped = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] ?? 0;
}
