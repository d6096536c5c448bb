/**
 * A value of a session store as a tree. The tree describes the bytes, without creating an object of any program: a
 * class is a name, a call is a name with arguments, and a value that is used twice is a reference.
 */

/** How the bytes of a value are written. */
export const ENCODINGS = [
  'json',
  'msgpack',
  'pickle',
  'php-serialize',
  'php-session',
  'php-binary',
  'ruby-marshal',
  'java',
] as const;
export type EncodingName = (typeof ENCODINGS)[number];

/** The encodings around the value, the outermost first. */
export type Wrapping = 'gzip' | 'zlib' | 'deflate' | 'brotli' | 'lz-string' | 'base64' | 'hex';

export type UnreadableReason =
  /** The bytes end within a value. */
  | 'cut'
  /** A byte is not valid in the notation at this position. */
  | 'not-this'
  /** The value is complete, and more bytes follow. */
  | 'rest'
  | 'too-deep'
  /** More than 1 MiB, or more than 50,000 values. */
  | 'too-large'
  /** No notation that is known begins like this. */
  | 'not-recognised';

/** The visibility of a member of a class of PHP. */
export type MemberScope = 'public' | 'protected' | 'private';

/**
 * One value. `at` is the offset of its first byte in the decoded bytes. A `reference` contains the `at` of an earlier
 * or an enclosing value.
 */
export type ValueNode = { readonly at: number } & (
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  /** Of any size, in decimal digits. */
  | { readonly kind: 'integer'; readonly digits: string }
  /** As JavaScript writes it: `1.5`, `NaN`, `-Infinity`, `-0`. */
  | { readonly kind: 'float'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  /** A symbol of Ruby. */
  | { readonly kind: 'symbol'; readonly text: string }
  | { readonly kind: 'bytes'; readonly hex: string }
  /** `type`: as the language calls it, such as `tuple`. */
  | { readonly kind: 'list'; readonly type: string; readonly items: readonly ValueNode[] }
  | { readonly kind: 'map'; readonly type: string; readonly entries: readonly (readonly [ValueNode, ValueNode])[] }
  /** A value of a well-known type without a notation in JSON, such as a `datetime` or a `Decimal`. */
  | { readonly kind: 'special'; readonly type: string; readonly text: string }
  /** An object of a class that is named and not made. */
  | { readonly kind: 'object'; readonly className: string; readonly members: readonly ObjectMember[] }
  /** A function or a class that is named and not loaded. */
  | { readonly kind: 'name'; readonly name: string; readonly isDangerous: boolean }
  /** A call that a loader would make, and that was not made here. */
  | {
      readonly kind: 'call';
      readonly name: string;
      readonly isDangerous: boolean;
      readonly args: readonly ValueNode[];
      /** The state that would be set on the result. Null if there is none. */
      readonly state: ValueNode | null;
    }
  | { readonly kind: 'reference'; readonly to: number }
);

export interface ObjectMember {
  readonly name: string;
  /** Null if the language has no scopes. */
  readonly scope: MemberScope | null;
  readonly value: ValueNode;
}

/** A name that a loader would load, or call. */
export interface NamedInValue {
  /** `os.system`, `App\User`. */
  readonly name: string;
  readonly at: number;
  /** Loading the value would call it, and it runs programs, opens files or evaluates code. */
  readonly isDangerous: boolean;
}

/** The value, or why it cannot be read. */
export type DecodedValue =
  | {
      readonly ok: true;
      readonly encoding: EncodingName;
      readonly wrapping: readonly Wrapping[];
      readonly tree: ValueNode;
      /** The names that would have been loaded, in order, each once, at most 100. */
      readonly names: readonly NamedInValue[];
      /** The bytes of the value after it was unwrapped. */
      readonly bytes: number;
    }
  | {
      readonly ok: false;
      /** The notation that fits best; null if none begins like this. */
      readonly encoding: EncodingName | null;
      readonly wrapping: readonly Wrapping[];
      readonly reason: UnreadableReason;
      /** How far the value was read, in unwrapped bytes. */
      readonly at: number;
      /** The first 16 KiB of the unwrapped bytes. */
      readonly hex: string;
      /** The texts that can be seen in them. */
      readonly strings: readonly string[];
      /** Other names that were found before the fault. */
      readonly names: readonly NamedInValue[];
      readonly bytes: number;
    };
