/** The types of Go's gob (encoding/gob type.go). A stream describes each of its types before the first value of it. */
import type { Json } from '../../../contract/json.ts';
import { NotReadable } from '../../../encodings/byte-reader.ts';

/** A number by which gob names a type. */
export type TypeId = number;
/** A field of a struct. */
export type Field = { readonly name: string; readonly id: TypeId };
/** How the values of a type are read. */
export type Type =
  | { readonly kind: 'list'; readonly element: TypeId }
  | { readonly kind: 'map'; readonly key: TypeId; readonly element: TypeId }
  | { readonly kind: 'struct'; readonly fields: readonly Field[] }
  | { readonly kind: 'encoded'; readonly name: string };

export const [BOOL, INT, UINT, FLOAT, BYTES, STRING, COMPLEX, INTERFACE] = [1, 2, 3, 4, 5, 6, 7, 8];
/** The type that describes types. */
export const WIRE_TYPE = 16;

/** The types by which gob describes types, described in the same way (encoding/gob type.go). */
export const BUILT_IN: readonly [TypeId, Type][] = [
  [WIRE_TYPE, struct(['ArrayT', 17], ['SliceT', 19], ['StructT', 20], ['MapT', 23], ...encoders())],
  [17, struct(['CommonType', 18], ['Elem', INT], ['Len', INT])],
  [18, struct(['Name', STRING], ['Id', INT])],
  [19, struct(['CommonType', 18], ['Elem', INT])],
  [20, struct(['CommonType', 18], ['Field', 22])],
  [21, struct(['Name', STRING], ['Id', INT])],
  [22, { kind: 'list', element: 21 }],
  [23, struct(['CommonType', 18], ['Key', INT], ['Elem', INT])],
  [24, struct(['CommonType', 18])],
];

function encoders(): [string, TypeId][] {
  return ['GobEncoderT', 'BinaryMarshalerT', 'TextMarshalerT'].map((name) => [name, 24]);
}

function struct(...fields: readonly [name: string, id: TypeId][]): Type {
  return { kind: 'struct', fields: fields.map(([name, id]) => ({ name, id })) };
}

/** A description of a type as a type. Members that are zero were not sent. */
export function typeOf(description: Json): Type {
  const [kind, content] = Object.entries(objectOf(description))[0] ?? [];
  const { CommonType, Elem, Key, Field } = objectOf(content);
  switch (kind) {
    case 'ArrayT':
    case 'SliceT':
      return { kind: 'list', element: idOf(Elem) };
    case 'MapT':
      return { kind: 'map', key: idOf(Key), element: idOf(Elem) };
    case 'StructT':
      return { kind: 'struct', fields: (Array.isArray(Field) ? Field : []).map(fieldOf) };
    case 'GobEncoderT':
    case 'BinaryMarshalerT':
    case 'TextMarshalerT':
      return { kind: 'encoded', name: String(objectOf(CommonType).Name ?? '') };
    default:
      throw new NotReadable();
  }
}

function fieldOf(field: Json): Field {
  const { Name, Id } = objectOf(field);
  return { name: typeof Name === 'string' ? Name : '', id: idOf(Id) };
}

function idOf(value: Json | undefined): TypeId {
  return typeof value === 'number' ? value : 0;
}

function objectOf(value: Json | undefined): { [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
