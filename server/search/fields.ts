/** The kind of a text in the log. */
export const FIELDS = [
  'method',
  'actor',
  'sid',
  'url',
  'request-header',
  'response-header',
  'response-header-name',
  /** A Cookie header line, and the name of each cookie in the line. */
  'cookie',
  'cookie-name',
  /** A Set-Cookie header line, and the name of its cookie. */
  'set-cookie',
  'set-cookie-name',
  /** For a refused Set-Cookie line: the reason, and the step that decided. */
  'cookie-refused',
  /** What was predicted of a cookie, where the client did otherwise. */
  'cookie-differs',
  /**
   * A key of a session, nested keys with dots. `session` has `KEY NUL VALUE` for each value that is neither an object
   * nor a list.
   */
  'session-key',
  'session',
  'error',
] as const;
export type Field = (typeof FIELDS)[number];

/** Separates a session key from its value. Searches see it as a colon and a space. */
export const KEY_END = '\0';

export const fieldNumber: Readonly<Record<Field, number>> = Object.fromEntries(
  FIELDS.map((field, number) => [field, number]),
) as Record<Field, number>;

/** A set of fields, a bit for each. */
export function fieldSet(...fields: Field[]): number {
  return fields.reduce((set, field) => set | (1 << fieldNumber[field]), 0);
}

/**
 * The fields in which plain text is searched: all contents of a request except its method and names that are also part
 * of a header line.
 */
export const ANYWHERE = fieldSet(
  'actor',
  'sid',
  'url',
  'request-header',
  'response-header',
  'cookie',
  'set-cookie',
  'session',
  'error',
);
