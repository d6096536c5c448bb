/**
 * What the model of a browser's cookie jar costs: a request with a handful of cookies, a large jar, and the slowest of
 * 100,000 hostile lines and URLs, none of which may make it throw.
 *
 *     node test/bench/jar.ts [--inputs N] [--requests N]
 */
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { CookieJar } from '../../server/contract/http/jar/cookie-jar.ts';
import { publicSuffixOf } from '../../server/contract/http/public-suffix.ts';
import { anySetCookieLine } from '../support/cookies/cookie-arbitraries.ts';
import { hostileLine, hostileUrl } from '../support/cookies/hostile-inputs.ts';
import { percentile } from './load/http-load.mjs';
import { printJson, printTable } from './load/report.mjs';

const { values } = parseArgs({
  options: { inputs: { type: 'string', default: '100000' }, requests: { type: 'string', default: '200000' } },
});
const options = { browser: 'chromium', suffixOf: publicSuffixOf } as const;
const line =
  'inspector.sid=s%3AAbCdEfGhIjKlMnOpQrStUvWxYz012345.abcdefghijklmnopqrstuvwxyz; Path=/; HttpOnly; SameSite=Lax';

/** Microseconds of a request to a site, with its context and one Set-Cookie, beside so many other cookies. */
function microsecondsBeside(others: number, requests: number): number {
  const jar = new CookieJar(options);
  const first = jar.contextOf({ url: 'http://localhost:5000/' });
  if (first === null) throw new Error('The URL of the benchmark has no cookies.');
  for (let count = 0; count < others; count++) jar.receive(`other${count}=1; Path=/`, first, count);
  const round = (from: number, to: number) => {
    for (let count = from; count < to; count++) {
      const context = jar.contextOf({ url: `http://localhost:5000/session/keys/${count % 100}`, isNavigation: true });
      if (context === null) throw new Error('The URL of the benchmark has no cookies.');
      jar.send(context, count);
      jar.receive(line, context, count, count);
    }
  };
  round(others, others + requests / 10);
  const startedMs = performance.now();
  round(others + requests / 10, others + requests / 10 + requests);
  return ((performance.now() - startedMs) * 1000) / requests;
}

interface Timed {
  readonly ms: number;
  readonly line: string;
}

/** The time of each hostile input. One that throws ends the benchmark. */
function hostile(inputs: number): Timed[] {
  const jar = new CookieJar(options);
  const lines = fc.sample(fc.oneof(hostileLine, anySetCookieLine), { numRuns: inputs, seed: 1 });
  const urls = fc.sample(hostileUrl, { numRuns: inputs, seed: 2 });
  return lines.map((each, place) => {
    const msOf = (target: CookieJar) => {
      const startedMs = performance.now();
      const context = target.contextOf({ url: urls[place] ?? '', initiatorUrl: urls[place - 1] ?? null });
      if (context !== null) {
        target.receive(each, context, place, place);
        target.send(context, place);
      }
      return performance.now() - startedMs;
    };
    const before = jar.copy();
    const ms = msOf(jar);
    // A machine that did something else makes any input slow once, not three times.
    const again = ms < 1 ? [] : [1, 2, 3].map(() => msOf(before.copy()));
    return { ms: Math.min(ms, ...again), line: each };
  });
}

const requests = Number(values.requests);
const few = microsecondsBeside(5, requests);
const many = microsecondsBeside(150, Math.min(requests, 50_000));
const timed = hostile(Number(values.inputs)).sort((one, other) => one.ms - other.ms);
const p999 = percentile(
  Float64Array.from(timed, ({ ms }) => ms),
  0.999,
);
const slowest = timed.at(-1);
printTable(
  ['what', 'result'],
  [
    ['a request beside 5 cookies', `${few.toFixed(1)} µs`],
    ['a request beside 150 cookies', `${many.toFixed(1)} µs`],
    [`${timed.length} hostile inputs, p99.9`, `${p999.toFixed(3)} ms`],
    [`${timed.length} hostile inputs, slowest`, `${slowest?.ms.toFixed(3)} ms`],
  ],
);
printJson('jar', { fewMicroseconds: few, manyMicroseconds: many, p999Ms: p999, slowestMs: slowest?.ms });
if (slowest !== undefined && slowest.ms > 5) {
  process.stderr.write(`This line took too long: ${JSON.stringify(slowest.line.slice(0, 500))}\n`);
  process.exitCode = 1;
}
