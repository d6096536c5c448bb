/**
 * The longest text that every match of a regex must contain, folded. Empty if there is no such text. It examines only
 * plain characters at the top level, which is correct for any regex and sufficient for typical ones.
 */
export function literalOf(source: string): string {
  // With alternatives, neither text is certain.
  if (source.includes('|')) return '';
  let best = '';
  let run = '';
  const endRun = () => {
    if (run.length > best.length) best = run;
    run = '';
  };
  for (let at = 0; at < source.length; at++) {
    const character = source[at] as string;
    switch (character) {
      case '(':
      case '[':
        endRun();
        at = character === '[' ? endOfClass(source, at) : endOfGroup(source, at);
        if (at === -1) return best;
        break;
      // The quantifier makes the previous character optional.
      case '{':
      case '?':
      case '*':
        run = run.slice(0, -1);
        endRun();
        if (character === '{') at = Math.max(at, source.indexOf('}', at));
        break;
      case '\\': {
        const escaped = source[++at] ?? '';
        if (isPlain(escaped) && !/[a-z0-9]/i.test(escaped)) run += escaped;
        else endRun();
        // Other escapes are longer or are back references.
        if (!/[dwsbnrtfv\W]/i.test(escaped)) return best;
        break;
      }
      default:
        if (/[.^$+)\]}]/.test(character) || !isPlain(character)) endRun();
        else run += character.toLowerCase();
    }
  }
  endRun();
  return best;
}

/** Letters beyond ASCII have special rules in a case-insensitive regex. */
function isPlain(character: string): boolean {
  return character >= ' ' && character <= '~';
}

function endOfClass(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at++) {
    if (source[at] === '\\') at++;
    else if (source[at] === ']') return at;
  }
  return -1;
}

function endOfGroup(source: string, from: number): number {
  let depth = 0;
  for (let at = from; at < source.length; at++) {
    const character = source[at];
    if (character === '\\') at++;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at;
    else if (character === '[') {
      at = endOfClass(source, at);
      if (at === -1) return -1;
    }
  }
  return -1;
}
