import type { Json } from '../../server/contract/json.ts';

/** A part of a line. `type` is the name of a type for which JSON has no notation (`tuple`, `bytes`). */
export interface JsonToken {
  readonly kind: 'key' | 'string' | 'number' | 'word' | 'mark' | 'type';
  readonly text: string;
}

export interface JsonLine {
  readonly indent: number;
  readonly tokens: readonly JsonToken[];
}

/** An object that represents a typed value: the member with the value, and whether that is a JSON value itself. */
const TYPED: Readonly<Record<string, 'value' | 'hex' | 'iso'>> = {
  tuple: 'value',
  dict: 'value',
  bytes: 'hex',
  uuid: 'value',
  datetime: 'iso',
  Markup: 'value',
  int: 'value',
  float: 'value',
};

/** A list of short plain values is one line, which wraps, up to this length. */
const MAX_INLINE = 2000;
const MAX_MEMBER = 24;

/**
 * A value as lines of indented JSON, in tokens to colour. Values with a `$type` are shown as the value that they
 * represent, after the name of the type: `uuid 3f2c…`. All of the value is included. An object that only looks like a
 * typed value is shown as an object.
 */
export function jsonLines(value: Json): JsonLine[] {
  const lines: { indent: number; tokens: JsonToken[] }[] = [{ indent: 0, tokens: [] }];
  const write = (token: JsonToken) => void lines.at(-1)?.tokens.push(token);
  const breakLine = (indent: number) => void lines.push({ indent, tokens: [] });

  const writeItems = (
    open: string,
    close: string,
    items: readonly (readonly [string | null, Json])[],
    indent: number,
  ) => {
    write(mark(open));
    items.forEach(([key, item], place) => {
      breakLine(indent + 1);
      if (key !== null) {
        write({ kind: 'key', text: JSON.stringify(key) });
        write(mark(': '));
      }
      writeValue(item, indent + 1);
      if (place < items.length - 1) write(mark(','));
    });
    if (items.length > 0) breakLine(indent);
    write(mark(close));
  };
  const writeValue = (item: Json, indent: number): void => {
    if (item === null || typeof item !== 'object') {
      write(scalar(item));
      return;
    }
    const typed = Array.isArray(item) ? null : typedValue(item);
    if (typed !== null) write({ kind: 'type', text: typed.type });
    const shown = typed === null ? item : typed.member;
    if (Array.isArray(shown)) {
      const [open, close] = typed === null ? ['[', ']'] : ['(', ')'];
      if (isShortList(shown)) {
        write(mark(open));
        shown.forEach((member, place) => {
          if (place > 0) write(mark(', '));
          write(scalar(member));
        });
        write(mark(close));
        return;
      }
      writeItems(
        open,
        close,
        shown.map((member) => [null, member]),
        indent,
      );
    } else if (typeof shown === 'object' && shown !== null) writeItems('{', '}', Object.entries(shown), indent);
    else write({ kind: typed?.type === 'Markup' ? 'string' : 'number', text: String(shown) });
  };
  writeValue(value, 0);
  return lines;
}

function typedValue(object: { [key: string]: Json }): { type: string; member: Json } | null {
  const { $type: type } = object;
  const member = typeof type === 'string' && Object.hasOwn(TYPED, type) ? TYPED[type] : undefined;
  if (typeof type !== 'string' || member === undefined || Object.keys(object).length !== 2) return null;
  const value = object[member];
  if (value === undefined || typeof value === 'boolean' || typeof value === 'number' || value === null) return null;
  if (type === 'tuple') return Array.isArray(value) ? { type, member: value } : null;
  if (type === 'dict') return typeof value === 'object' && !Array.isArray(value) ? { type, member: value } : null;
  return typeof value === 'string' ? { type, member: value } : null;
}

type Scalar = null | boolean | number | string;

function isShortList(list: readonly Json[]): list is Scalar[] {
  const isPlain = (member: Json) =>
    (member === null || typeof member !== 'object') && JSON.stringify(member).length <= MAX_MEMBER;
  return list.length > 0 && list.every(isPlain) && JSON.stringify(list).length <= MAX_INLINE;
}

function scalar(value: Scalar): JsonToken {
  if (typeof value === 'string') return { kind: 'string', text: JSON.stringify(value) };
  if (typeof value === 'number') return { kind: 'number', text: JSON.stringify(value) };
  return { kind: 'word', text: String(value) };
}

function mark(text: string): JsonToken {
  return { kind: 'mark', text };
}
