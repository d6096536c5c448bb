import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, test } from 'vitest';
import { ENCODINGS, type EncodingName } from '../../server/contract/value-tree.ts';
import { decodeValue } from '../../server/encodings/decode-value.ts';
import { treeToJson } from '../../server/encodings/tree-json.ts';
import { processorMs } from '../support/processor-time.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const inputsOfEach = 100_000;
const inputsOfTurn = 500;
const mostMs = 50;

/** Values by real encoders, from which inputs are made. */
const values: Readonly<Record<EncodingName, readonly Buffer[]>> = {
  json: [
    Buffer.from(
      '{"user":{"id":7,"roles":["a",null,true,-1.5e3]},"__proto__":{"x":"\\u00e9\\ud800"},"n":12345678901234567890}',
    ),
  ],
  msgpack: [
    Buffer.from(
      '83a47573657282a2696407a5726f6c657396a161c0c3cbc097700000000000f9cf0000010000000000a162c401ffa1648101cb4004000000000000',
      'hex',
    ),
  ],
  pickle: [
    // A dict with datetime, set, Decimal, bytes, 2 ** 80 and one list twice, in protocols 4 and 2.
    Buffer.from(
      '8004958c000000000000007d94288c026474948c086461746574696d65948c086461746574696d65949394430a07ea010203000000000094859452948c0173948f94284b01908c0164948c07646563696d616c948c07446563696d616c9493948c03312e3294859452948c016c945d94284b014b02658c016d9468128c0162944301ff948c016e948a0b0000000000000000000001752e',
      'hex',
    ),
    Buffer.from(
      '80027d710028580200000064747101636461746574696d650a6461746574696d650a7102635f636f646563730a656e636f64650a7103580b00000007c3aa0102030000000000710458060000006c6174696e317105867106527107857108527109580100000073710a635f5f6275696c74696e5f5f0a7365740a710b5d710c4b016185710d52710e580100000064710f63646563696d616c0a446563696d616c0a71105803000000312e32711185711252711358010000006c71145d7115284b014b026558010000006d71166815580100000062711768035802000000c3bf7118680586711952711a58010000006e711b8a0b0000000000000000000001752e',
      'hex',
    ),
    Buffer.from(
      "(dp0\nVa\np1\n(lp2\nI1\naI2\nasVb\np3\ncposix\nsystem\np4\n(Vecho hi\np5\ntp6\nRp7\nsS'c'\nF1.5\ns.",
      'latin1',
    ),
  ],
  'php-serialize': [
    Buffer.from(
      'a:4:{i:0;i:1;s:1:"k";d:1.5;s:1:"u";O:1:"U":2:{s:1:"a";i:1;s:4:"\0*\0b";a:2:{i:0;R:2;i:1;r:4;}}s:1:"e";E:8:"Suit:Two";}',
      'latin1',
    ),
  ],
  'php-session': [
    Buffer.from('a|i:1;name|s:5:"Alice";o|O:1:"U":1:{s:4:"self";r:3;}!gone|list|a:1:{i:0;b:1;}', 'latin1'),
  ],
  'php-binary': [Buffer.from('\x01ai:1;\x04names:5:"Alice";\x81g', 'latin1')],
  'ruby-marshal': [
    Buffer.from(
      '04087b0949220661063a0645545b0a69066608322e35306c2b0b00000000000000000000010049220a68c3a9c3a9063b00543a0662400a49220675063b0054533a0653063a0678690649220674063b005449753a0954696d650dd6e91e8000004035073a0b6f666673657469003a097a6f6e65492208555443063b0046',
      'hex',
    ),
  ],
  java: [
    Buffer.from(
      'aced0005737200116a6176612e7574696c2e486173684d61700507dac1c31660d103000246000a6c6f6164466163746f724900097468726573686f6c6478703f4000000000000c77080000001000000002740005726f6c6573737200136a6176612e7574696c2e41727261794c6973747881d21d99c7619d03000149000473697a6578700000000377040000000374000161737200106a6176612e6c616e672e446f75626c6580b3c24a296bfb0402000144000576616c7565787200106a6176612e6c616e672e4e756d62657286ac951d0b94e08b02000078703ff80000000000007372000e6a6176612e7574696c2e44617465686a81014b59741903000078707708000000000000000578787400026964737200116a6176612e6c616e672e496e746567657212e2a0a4f781873802000149000576616c75657871007e00070000000778',
      'hex',
    ),
  ],
};

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
});

describe.each(ENCODINGS)('changed, cut and random bytes as %s', (encoding) => {
  test(`${inputsOfEach} inputs: no exception, none longer than ${mostMs} ms, no memory leak`, {
    timeout: 300_000,
  }, async () => {
    const chance = randomNumbers(0x5eed + ENCODINGS.indexOf(encoding));
    const before = memory();
    let slowest: { readonly ms: number; readonly hex: string } = { ms: 0, hex: '' };
    for (let index = 0; index < inputsOfEach; index++) {
      const input = changed(values[encoding], chance);
      const ms = duration(input, encoding);
      if (ms > slowest.ms) slowest = { ms, hex: input.toString('hex') };
      // Node frees the streams of zlib and Brotli between turns of the event loop.
      if (index % inputsOfTurn === 0) await nextTurn();
    }
    // A pause of the machine is not the decoder's: the slowest input is tried again.
    const again = Math.min(slowest.ms, ...[1, 2, 3].map(() => duration(Buffer.from(slowest.hex, 'hex'), encoding)));
    expect(again, slowest.hex).toBeLessThan(mostMs);
    await nextTurn();
    expect(memory() - before).toBeLessThan(32 * 1024 * 1024);
  });
});

test.each(ENCODINGS)('the values from which inputs are made are %s', (encoding) => {
  for (const value of values[encoding]) expect(decodeValue(value, encoding).ok).toBe(true);
});

describe('values that attack their reader', () => {
  test.each<[string, EncodingName | null, Buffer]>([
    [
      'a pickle of 100,000 lists in each other',
      'pickle',
      Buffer.from(`\x80\x04${']'.repeat(100_000)}${'a'.repeat(99_999)}.`, 'latin1'),
    ],
    [
      'a pickle whose lists double 40 times',
      'pickle',
      Buffer.from(`\x80\x04]q\x00${Array.from({ length: 40 }, () => '](h\x00h\x00eq\x00').join('')}.`, 'latin1'),
    ],
    [
      'a pickle that says it has 4 GiB of text',
      'pickle',
      Buffer.from('\x80\x04\x8d\xff\xff\xff\xff\x00\x00\x00\x00x.', 'latin1'),
    ],
    [
      'a pickle with a number of a megabyte',
      'pickle',
      Buffer.concat([
        Buffer.from('\x80\x02\x8b\xf0\xff\x0f\x00', 'latin1'),
        Buffer.alloc(1_048_560, 0x7f),
        Buffer.from('.'),
      ]).subarray(0, 1_048_576),
    ],
    ['a pickle with a number of 900,000 digits', 'pickle', Buffer.from(`I${'9'.repeat(900_000)}\n.`)],
    [
      'a pickle that duplicates a value 300,000 times',
      'pickle',
      Buffer.from(`\x80\x02(K\x01${'2'.repeat(300_000)}t.`, 'latin1'),
    ],
    ['PHP arrays in each other', 'php-serialize', Buffer.from(`${'a:1:{i:0;'.repeat(50_000)}N;${'}'.repeat(50_000)}`)],
    ['a PHP array that says it has 999,999,999 items', 'php-serialize', Buffer.from('a:999999999:{i:0;N;}')],
    ['a PHP text of negative length', 'php-serialize', Buffer.from('s:-1:"x";')],
    ['PHP references in a ring', 'php-serialize', Buffer.from('a:2:{i:0;R:3;i:1;R:2;}')],
    ['MessagePack that says it has 4 billion items', 'msgpack', Buffer.from('ddffffffff00', 'hex')],
    ['MessagePack in each other', 'msgpack', Buffer.alloc(500_000, 0x91)],
    [
      'Marshal in each other',
      'ruby-marshal',
      Buffer.concat([Buffer.from('0408', 'hex'), Buffer.from('5b06'.repeat(200_000), 'hex')]),
    ],
    ['Marshal with a link to a value that is still open', 'ruby-marshal', Buffer.from('04085b064000', 'hex')],
    [
      'a Java array of 2 billion numbers',
      'java',
      Buffer.from('aced0005757200025b49000000000000000002000078707fffffff', 'hex'),
    ],
    [
      'a Java class that is its own parent',
      'java',
      Buffer.from('aced0005737200014100000000000000000200007871007e0000', 'hex'),
    ],
    ['JSON in each other', 'json', Buffer.from('['.repeat(200_000))],
    ['64 MiB in zlib', null, deflateSync(Buffer.alloc(64 * 1024 * 1024, 'a'))],
    ['64 MiB in gzip in base64', null, Buffer.from(gzipSync(Buffer.alloc(64 * 1024 * 1024, 'a')).toString('base64'))],
  ])('%s', (_, encoding, input) => {
    const before = memory();
    const ms = Math.min(...[1, 2, 3].map(() => duration(input, encoding)));
    expect(ms).toBeLessThan(mostMs);
    expect(memory() - before).toBeLessThan(32 * 1024 * 1024);
  });

  test('a key called __proto__ is a key like any other, in every notation', () => {
    const inputs = [
      '{"__proto__":{"polluted":true}}',
      'a:1:{s:9:"__proto__";a:1:{s:8:"polluted";b:1;}}',
      '\x80\x02}q\x00X\x09\x00\x00\x00__proto__}X\x08\x00\x00\x00polluted\x88ss.',
      '\x81\xa9__proto__\x81\xa8polluted\xc3',
      '\x04\x08{\x06"\x0e__proto__{\x06"\x0dpollutedT',
    ];
    for (const input of inputs) {
      const decoded = decodeValue(Buffer.from(input, 'latin1'));
      expect(decoded.ok && JSON.stringify(treeToJson(decoded.tree))).toBe('{"__proto__":{"polluted":true}}');
    }
    expect('polluted' in {}).toBe(false);
  });
});

/** The time to decode, and to write what a record would hold. */
function duration(input: Buffer, encoding: EncodingName | null): number {
  return processorMs(() => {
    const decoded = decodeValue(input, encoding);
    if (decoded.ok) JSON.stringify(treeToJson(decoded.tree));
  });
}

/** A value with some of its bytes changed, left out, repeated, cut off or made up. */
function changed(from: readonly Buffer[], chance: () => number): Buffer {
  const below = (limit: number) => Math.floor(chance() * limit);
  if (below(10) === 0) return Buffer.from(Array.from({ length: below(200) }, () => below(256)));
  let bytes = Buffer.from(from[below(from.length)] ?? []);
  for (let left = 1 + below(4); left > 0; left--) {
    const place = below(bytes.length);
    switch (below(5)) {
      case 0:
        bytes[place] = below(256);
        break;
      case 1:
        bytes = Buffer.concat([bytes.subarray(0, place), bytes.subarray(place + 1 + below(8))]);
        break;
      case 2:
        bytes = bytes.subarray(0, place);
        break;
      case 3: {
        const end = place + below(bytes.length - place);
        bytes = Buffer.concat([bytes.subarray(0, end), bytes.subarray(place)]);
        break;
      }
      default:
        bytes = Buffer.concat([bytes.subarray(0, place), Buffer.from([below(256), below(256)]), bytes.subarray(place)]);
    }
  }
  return bytes;
}

/** The same numbers for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The memory in use when all garbage is collected: a collection in the background is late on a busy machine. */
function memory(): number {
  // What the first one has found is freed by the second.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
