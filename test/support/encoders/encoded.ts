import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Json } from '../../../server/contract/json.ts';
import { python } from '../where.ts';

/** What a program encoded: what must be shown, and the bytes as hex, by the name of the encoding. */
export type Encoded = { readonly shown: Json } & Readonly<Record<string, unknown>>;

const programs = {
  python: [python, 'encode.py'],
  php: ['php', 'encode.php'],
  ruby: ['ruby', 'encode.rb'],
  java: ['java', 'Encode.java'],
} as const;

/** Random values as the real encoder of a language writes them. The same seed gives the same values. */
export function encodedBy(language: keyof typeof programs, seed: number, count: number): Encoded[] {
  const [program, script] = programs[language];
  const path = fileURLToPath(new URL(script, import.meta.url));
  const options = { encoding: 'utf8', maxBuffer: 256 * 1024 * 1024, env: { ...process.env, LANG: 'C.UTF-8' } } as const;
  const lines = execFileSync(program, [path, String(seed), String(count)], options)
    .trim()
    .split('\n');
  return lines.map((line) => JSON.parse(line));
}
