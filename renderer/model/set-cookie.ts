/** One attribute as it stood; `value` is null without an equals sign. */
export interface CookieAttribute {
  readonly name: string;
  readonly value: string | null;
}

/** A Set-Cookie header value taken apart, nothing decoded and nothing dropped. */
export interface SetCookie {
  readonly name: string;
  readonly value: string;
  readonly attributes: readonly CookieAttribute[];
}

/**
 * Takes a Set-Cookie header value apart at its semicolons and first equals signs (RFC 6265 §5.2). Any text gives a
 * result.
 */
export function parseSetCookie(header: string): SetCookie {
  const [pair = '', ...rest] = header.split(';');
  const { name, value } = splitAtEquals(pair);
  return {
    name: value === null ? '' : name,
    value: value ?? name,
    attributes: rest.map(splitAtEquals).filter((attribute) => attribute.name !== ''),
  };
}

/** The attribute that counts: the last of that name, compared without case. */
export function attributeOf(cookie: SetCookie, name: string): CookieAttribute | null {
  return cookie.attributes.findLast((attribute) => attribute.name.toLowerCase() === name) ?? null;
}

function splitAtEquals(part: string): CookieAttribute {
  const equals = part.indexOf('=');
  if (equals === -1) return { name: trimBlanks(part), value: null };
  return { name: trimBlanks(part.slice(0, equals)), value: trimBlanks(part.slice(equals + 1)) };
}

/** Spaces and tabs only: a no-break space belongs to the value. */
function trimBlanks(text: string): string {
  return text.replace(/^[ \t]+|[ \t]+$/g, '');
}
