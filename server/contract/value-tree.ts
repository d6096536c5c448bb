/**
 * A value of a session store as a tree. The tree says what stands in the bytes, and no object of any program is made
 * from it: a class is a name, a call is a name with arguments, and a value that is used twice is a reference.
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

/** What was around the value, from the outside in. */
export type Wrapping = 'zlib' | 'gzip' | 'base64' | 'hex';

export type UnreadableReason =
  /** The bytes end within a value. */
  | 'cut'
  /** A byte is not what the notation has at this place. */
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
 * One value. `at` is the offset of its first byte in the unwrapped bytes; a `reference` names the `at` of a value that
 * stands before it, or around it.
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
      /** What would be put into the result. Null: nothing. */
      readonly state: ValueNode | null;
    }
  | { readonly kind: 'reference'; readonly to: number }
);

export interface ObjectMember {
  readonly name: string;
  /** Null: the language tells none. */
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

/** What a value is, or why it cannot be read. */
export type DecodedValue =
  | {
      readonly ok: true;
      readonly encoding: EncodingName;
      readonly wrapping: readonly Wrapping[];
      readonly tree: ValueNode;
      /** What would have been loaded, in order, each name once, at most 100. */
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
