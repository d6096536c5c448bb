import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import type { DecodedValue, EncodingName } from '../contract/value-tree.ts';
import { decodeValue } from '../encodings/decode-value.ts';
import { treeToJson } from '../encodings/tree-json.ts';
import { BadOption } from '../start-options.ts';

/** More than a session holds, in hex. */
const mostBytes = 4 * 1024 * 1024;

/**
 * The output of `decode --encoding` for a value of a session store: the value as JSON, or why it cannot be read, and
 * the names that loading it would load. The value itself is never loaded.
 */
export function storedVerdict(bytes: Buffer, encoding: EncodingName | null) {
  const decoded = decodeValue(bytes, encoding);
  const { wrapping, names } = decoded;
  const explanation = explainStored(decoded);
  if (!decoded.ok) {
    const { reason, at, hex, strings } = decoded;
    return { encoding: decoded.encoding, wrapping, payload: null, reason, at, explanation, names, hex, strings };
  }
  return { encoding: decoded.encoding, wrapping, payload: treeToJson(decoded.tree), reason: null, explanation, names };
}

/** The bytes of a file. Throws BadOption for a file that is not readable, or too large. */
export function valueFrom(path: string): Buffer {
  let file: number | null = null;
  try {
    file = openSync(path, constants.O_RDONLY);
    const { size } = fstatSync(file);
    if (size > mostBytes) throw new BadOption(`${path} has ${size} bytes. A value of a session store is smaller.`);
    return readFileSync(file);
  } catch (error) {
    throw error instanceof BadOption ? error : new BadOption(`${path} cannot be read: ${(error as Error).message}`);
  } finally {
    if (file !== null) closeSync(file);
  }
}

const encodingNames: Readonly<Record<EncodingName, string>> = {
  json: 'JSON',
  msgpack: 'MessagePack',
  pickle: 'a pickle of Python',
  'php-serialize': "PHP's serialize",
  'php-session': "a session of PHP's handler php",
  'php-binary': "a session of PHP's handler php_binary",
  'ruby-marshal': "a dump of Ruby's Marshal",
  java: "Java's serialization",
};

function explainStored(decoded: DecodedValue): string {
  const { encoding, wrapping, names } = decoded;
  const dangerous = names.filter(({ isDangerous }) => isDangerous).map(({ name }) => name);
  const name = encoding === null ? 'a value' : encodingNames[encoding];
  const inside = wrapping.length === 0 ? '' : `, inside ${wrapping.join(' and ')}`;
  const warning = dangerous.length === 0 ? '' : ` DANGEROUS: loading it would call ${dangerous.join(', ')}.`;
  if (decoded.ok) return `This is ${name}${inside}. It was read and not loaded.${warning}`;
  if (decoded.reason === 'not-recognised')
    return 'No notation that is known begins like this. Name one with --encoding.';
  const reasons = {
    cut: 'ends in the middle of a value',
    'not-this': 'has a byte that the notation does not allow',
    rest: 'goes on after its value',
    'too-deep': 'has more than 100 levels',
    'too-large': 'has more than 1 MiB or 50,000 values',
  };
  return `This looks like ${name}${inside}, but it ${reasons[decoded.reason]} (byte ${decoded.at}).${warning}`;
}
