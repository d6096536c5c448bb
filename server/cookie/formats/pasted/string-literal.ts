const SIMPLE: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f', v: '\v', '0': '\0' };
const ESCAPE = /\\(?:u\{([0-9a-fA-F]{1,6})\}|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|(\r?\n)|([\s\S]))/g;

/**
 * A text with the backslash escapes of JavaScript, Python, Ruby or JSON decoded, as logs and debuggers show them. An
 * unknown escape means the character itself. Never throws.
 */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(
    ESCAPE,
    (_, braced?: string, unit?: string, byte?: string, lineBreak?: string, other: string = '') => {
      const digits = braced ?? unit ?? byte;
      if (digits !== undefined) return fromCodePoint(Number.parseInt(digits, 16));
      return lineBreak === undefined ? (SIMPLE[other] ?? other) : '';
    },
  );
}

function fromCodePoint(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
}
