import fc from 'fast-check';
import type { CookieCase, CookieStep } from './cookie-case.ts';

/** Lines in which each attribute is relevant to a rule: right, wrong, repeated or unknown. */
export const anySetCookieLine: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom(
      'a=1',
      'a=',
      '=v',
      'nameless',
      '__Host-a=1',
      '__host-a=1',
      '__Secure-a=1',
      '__SECURE-a',
      '__Http-a=1',
      '__Host-Http-a=1',
      '=__Host-a',
      '__Hosta=1',
      `a=${'x'.repeat(4095)}`,
      `a=${'x'.repeat(4096)}`,
      `a=${'\u00e9'.repeat(2048)}`,
      'a=1\u00012',
      'a=1\t2',
    ),
    fc.array(
      fc.constantFrom(
        'Secure',
        'secure=no',
        '"Secure"',
        'HttpOnly',
        'Partitioned',
        'SameSite=None',
        'SameSite=Strict',
        'samesite=bogus',
        'SameSite',
        'Path=/',
        'Path=/x',
        'Path',
        'path=nowhere',
        `Path=/${'y'.repeat(1024)}`,
        'Domain=localhost',
        'Domain=',
        `Domain=${'d'.repeat(1025)}`,
        'Max-Age=600',
        'Max-Age=0',
        'Max-Age=x',
        'Expires=Thu, 01 Jan 1970 00:00:00 GMT',
        'Expires=Sat, 15-Apr-34 21:01:22 DST',
        'Priority=High',
        'Foo=bar',
        '',
      ),
      { maxLength: 4 },
    ),
  )
  .map((parts) => parts.flat().join('; '));

/** Lines of a few names, so that they meet each other in a jar; every attribute is valid, and understood by all. */
export const plainLine: fc.Arbitrary<string> = fc
  .tuple(
    fc.constantFrom('a=1', 'a=2', 'b=1', 'b=2', 'c='),
    fc.subarray(['HttpOnly', 'Max-Age=600', 'Max-Age=0', 'Expires=Thu, 01 Jan 1970 00:00:00 GMT', 'Foo=bar'], {
      maxLength: 2,
    }),
    fc.option(fc.constantFrom('Path=/', 'Path=/app', 'Path=/app/', 'Path=/app/x'), { nil: '' }),
    fc.option(fc.constantFrom('Domain=example.test', 'Domain=app.example.test', 'Domain=other.test'), { nil: '' }),
  )
  .map((parts) =>
    parts
      .flat()
      .filter((part) => part !== '')
      .join('; '),
  );

const url = fc
  .tuple(
    fc.constantFrom('example.test', 'app.example.test'),
    fc.constantFrom('/', '/app', '/app/x', '/app/x/y', '/apple'),
  )
  .map(([host, path]) => `http://${host}${path}`);

/** A few requests to two hosts of one site, and what they set. */
export function sequenceOf(line: fc.Arbitrary<string>): fc.Arbitrary<CookieCase> {
  const step: fc.Arbitrary<CookieStep> = fc.record({ url, set: fc.array(line, { maxLength: 4 }) });
  return fc
    .array(step, { minLength: 2, maxLength: 8 })
    .map((steps) => ({ name: steps.map((each) => `${each.url} ${JSON.stringify(each.set)}`).join(' then '), steps }));
}
