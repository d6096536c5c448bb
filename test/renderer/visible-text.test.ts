import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { visibleRuns, visibleText } from '../../renderer/model/visible-text.ts';

describe('text from the wire', () => {
  it.each([
    ['plain text, 中文, café', 'plain text, 中文, café'],
    ['a\u0000b\nc\u007f', 'aU+0000bU+000AcU+007F'],
    ['user\u202eexe.txt', 'userU+202Eexe.txt'],
    ['zero\u200bwidth', 'zeroU+200Bwidth'],
    ['\ufeffbom', 'U+FEFFbom'],
    ['isolate\u2066x\u2069', 'isolateU+2066xU+2069'],
    ['tag\u{e0041}', 'tagU+E0041'],
    ['half \ud800 pair', 'half U+D800 pair'],
    ['\u0085', 'U+0085'],
  ])('shows invisible characters: %j', (text, shown) => {
    expect(visibleText(text)).toBe(shown);
  });

  it('shows every invisible character and loses no text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const runs = visibleRuns(text);
        expect(visibleText(runs.map((run) => run.text).join(''))).toBe(runs.map((run) => run.text).join(''));
        for (const run of runs) {
          if (!run.isMark) expect(text.slice(run.start, run.start + run.text.length)).toBe(run.text);
        }
        const plain = runs.filter((run) => !run.isMark).reduce((sum, run) => sum + run.text.length, 0);
        expect(plain).toBeLessThanOrEqual(text.length);
      }),
    );
  });

  it('gives every run its own place, so that the screen can tell them apart', () => {
    const starts = visibleRuns('\u202e\u202ea\u0000').map((run) => run.start);
    expect(new Set(starts).size).toBe(starts.length);
  });
});
