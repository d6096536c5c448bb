/** What kind of text a text of the log is. */
export const FIELDS = [
  'method',
  'actor',
  'sid',
  'url',
  'request-header',
  'response-header',
  'response-header-name',
  /** A Cookie header line, and the name of each cookie in it. */
  'cookie',
  'cookie-name',
  /** A Set-Cookie header line, and the name of its cookie. */
  'set-cookie',
  'set-cookie-name',
  /** Of a Set-Cookie line that was refused: the reason, and the step that decided. */
  'cookie-refused',
  /** A key of a session, nested ones with dots; and `KEY NUL VALUE` for each value that is no container. */
  'session-key',
  'session',
  'error',
] as const;
export type Field = (typeof FIELDS)[number];

/** Parts the key of a session from its value. In what is searched it reads as a colon and a blank. */
export const KEY_END = '\0';

export const fieldNumber: Readonly<Record<Field, number>> = Object.fromEntries(
  FIELDS.map((field, number) => [field, number]),
) as Record<Field, number>;

/** A set of fields, a bit for each. */
export function fieldSet(...fields: Field[]): number {
  return fields.reduce((set, field) => set | (1 << fieldNumber[field]), 0);
}

/**
 * Where bare text is looked for: what is told of a request, but for its method and mere names, which stand in lines
 * too.
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
