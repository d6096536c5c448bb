import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BROWSERS } from '../../../../server/contract/http/jar/browser-rules.ts';
import { CookieJar } from '../../../../server/contract/http/jar/cookie-jar.ts';
import { readSavedJar, saveJar } from '../../../../server/contract/http/jar/saved-jar.ts';
import { publicSuffixOf } from '../../../../server/contract/http/public-suffix.ts';
import { anySetCookieLine } from '../../../support/cookies/cookie-arbitraries.ts';
import { hostileLine, hostileUrl } from '../../../support/cookies/hostile-inputs.ts';

const input = fc.record({
  line: fc.oneof(hostileLine, anySetCookieLine),
  url: hostileUrl,
  topLevelUrl: fc.option(hostileUrl),
  initiatorUrl: fc.option(hostileUrl),
  method: fc.constantFrom('GET', 'POST', '', 'x'),
  isNavigation: fc.boolean(),
  api: fc.constantFrom('http' as const, 'script' as const),
});

test('any line and any request have an outcome, and a jar is the same after it was saved', () => {
  fc.assert(
    fc.property(fc.constantFrom(...BROWSERS), fc.array(input, { maxLength: 30 }), (browser, inputs) => {
      const options = { browser, suffixOf: publicSuffixOf };
      const jar = new CookieJar(options);
      for (const [place, { line, ...request }] of inputs.entries()) {
        const context = jar.contextOf(request);
        if (context === null) continue;
        const { fate, ignored, parsed } = jar.receive(line, context, place, place);
        expect(['kept', 'replaced', 'deleted', 'refused']).toContain(fate.kind);
        for (const { index } of ignored) expect(parsed.attributes[index]).toBeDefined();
        const { sent, withheld, header } = jar.send(context, place);
        expect(sent.length + withheld.length).toBe(jar.cookies(place).length);
        expect(header === '').toBe(sent.length === 0);
      }
      const nowMs = inputs.length;
      const read = readSavedJar(JSON.parse(JSON.stringify(saveJar(jar, nowMs))), options);
      expect(read?.cookies(nowMs)).toEqual(jar.cookies(nowMs));
      expect(jar.copy().cookies(nowMs)).toEqual(jar.cookies(nowMs));
    }),
  );
});
