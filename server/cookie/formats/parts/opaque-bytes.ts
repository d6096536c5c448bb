import type { CookieNote } from '../../../contract/decoded-cookie.ts';
import type { Json } from '../../../contract/json.ts';
import { type OpaqueKind, printableStrings } from '../../../encodings/kind-of-bytes.ts';
import { walkPickle } from '../../../encodings/pickle.ts';

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

/**
 * Bytes that are not to be loaded, or cannot be read: hex, the text that can be seen in them, the reason, and of a
 * pickle, in `wouldCall`, the functions that loading it would call and that run programs or code.
 */
export function opaqueValue(kind: OpaqueKind, bytes: Uint8Array): Json {
  const hex = Buffer.from(bytes.subarray(0, MAX_HEX_BYTES)).toString('hex');
  const wouldCall = kind === 'pickle' ? dangerousCalls(bytes) : [];
  return {
    $type: kind,
    hex,
    strings: printableStrings(bytes),
    ...(wouldCall.length === 0 ? {} : { wouldCall }),
    reason: REASONS[kind],
  };
}

function dangerousCalls(bytes: Uint8Array): string[] {
  const walked = walkPickle(Buffer.from(bytes));
  return walked.ok ? walked.names.filter(({ isDangerous }) => isDangerous).map(({ name }) => name) : [];
}
