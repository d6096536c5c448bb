/** Notations for objects of a program that are recognised by their first bytes. */
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

/** The notation of serialized bytes, by their first bytes. */
export function kindOfBytes(bytes: Uint8Array): OpaqueKind {
  // Protocol 2 and later start with 0x80 and the number of the protocol. Earlier ones end in `.` and have no signature.
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

const MAX_STRING_BYTES = 16 * 1024;
const MAX_STRINGS = 200;

/** Runs of four printable ASCII characters or more, in order. */
export function printableStrings(bytes: Uint8Array): string[] {
  const text = Buffer.from(bytes.subarray(0, MAX_STRING_BYTES)).toString('latin1');
  return (text.match(/[ -~]{4,}/g) ?? []).slice(0, MAX_STRINGS);
}
