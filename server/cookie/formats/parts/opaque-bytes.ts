import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import type { Json } from '../../../contract/json.ts';

/** What no reader here makes values of. */
export const OPAQUE_KINDS = [
  'pickle',
  'marshal',
  'php-serialized',
  'java-serialized',
  'dotnet-serialized',
  'aspnet-viewstate',
  'bytes',
] as const;
export type OpaqueKind = (typeof OPAQUE_KINDS)[number];

const REASONS: Record<OpaqueKind, string> = {
  pickle: 'Loading a Python pickle runs the code it names, so it is shown and never loaded.',
  marshal: 'Loading a Ruby Marshal dump creates the objects it names, so it is shown and never loaded.',
  'php-serialized': "PHP's unserialize creates the objects that are named, so this is shown and never loaded.",
  'java-serialized': 'Java creates the objects that are named when it reads this, so it is shown and never loaded.',
  'dotnet-serialized': ".NET's BinaryFormatter creates the objects that are named, so this is shown and never loaded.",
  'aspnet-viewstate': 'A ViewState of ASP.NET can name objects to create, so it is shown and never loaded.',
  bytes: 'This is in no notation known here.',
};
export const NOTE_OF_OPAQUE: Record<OpaqueKind, CookieNote> = {
  pickle: 'pickle-not-loaded',
  marshal: 'marshal-not-loaded',
  'php-serialized': 'php-not-unserialized',
  'java-serialized': 'java-not-loaded',
  'dotnet-serialized': 'dotnet-not-loaded',
  'aspnet-viewstate': 'viewstate-not-loaded',
  bytes: 'not-json',
};

const MAX_HEX_BYTES = 16 * 1024;
const MAX_STRINGS = 200;

/** Bytes that are not to be loaded, or cannot be read: hex, the text that can be seen in them, and the reason. */
export function opaqueValue(kind: OpaqueKind, bytes: Uint8Array): Json {
  const hex = Buffer.from(bytes.subarray(0, MAX_HEX_BYTES)).toString('hex');
  return { $type: kind, hex, strings: printableStrings(bytes), reason: REASONS[kind] };
}

/** The notation of serialized bytes by their first ones. */
export function kindOfBytes(bytes: Uint8Array): OpaqueKind {
  // Protocol 2 and later start with 0x80 and the number of the protocol; earlier ones end in `.`, and look like
  // anything.
  if (bytes[0] === 0x80 && (bytes[1] ?? 255) <= 5) return 'pickle';
  if (
    /^(?:\(dp|\(lp|\(i|c[\w.]+\n|\}q|\]q)/.test(Buffer.from(bytes.subarray(0, 64)).toString('latin1')) &&
    bytes.at(-1) === 0x2e
  ) {
    return 'pickle';
  }
  if (bytes[0] === 0x04 && bytes[1] === 0x08) return 'marshal';
  // Java's Object Serialization Stream Protocol 6.4.2: magic number and version.
  if (startsWith(bytes, [0xac, 0xed, 0x00, 0x05])) return 'java-serialized';
  // [MS-NRBF] 2.6.1: SerializationHeaderRecord with root 1 and header -1.
  if (startsWith(bytes, [0, 1, 0, 0, 0, 0xff, 0xff, 0xff, 0xff])) return 'dotnet-serialized';
  if (startsWith(bytes, [0xff, 0x01]) && bytes.length > 8) return 'aspnet-viewstate';
  if (/^(?:[aOC]:\d+:|s:\d+:"|[bid]:[-\d.]+;|N;)/.test(Buffer.from(bytes.subarray(0, 32)).toString('latin1'))) {
    return 'php-serialized';
  }
  return 'bytes';
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** Runs of four printable ASCII characters or more, in order. */
function printableStrings(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.subarray(0, MAX_HEX_BYTES)).toString('latin1');
  return (text.match(/[ -~]{4,}/g) ?? []).slice(0, MAX_STRINGS);
}
