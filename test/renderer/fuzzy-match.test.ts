import { describe, expect, it } from 'vitest';
import { fuzzyMatch } from '../../renderer/model/fuzzy-match.ts';

/** The text with what was found in brackets. */
function marked(query: string, text: string): string | null {
  const match = fuzzyMatch(query, text);
  if (match === null) return null;
  let result = '';
  let at = 0;
  for (const [from, to] of match.ranges) {
    result += `${text.slice(at, from)}[${text.slice(from, to)}]`;
    at = to;
  }
  return result + text.slice(at);
}

describe('a fuzzy match', () => {
  it.each([
    ['', 'Export…', 'Export…'],
    ['exp', 'Export…', '[Exp]ort…'],
    ['PORT', 'Export…', 'Ex[port]…'],
    ['set alice', 'Alice: Set', '[Alice]: [Set]'],
    ['shse', 'Show Sessions', '[Sh]ow [Se]ssions'],
    ['sc', 'Show Cookies', '[S]how [C]ookies'],
    ['sessions', 'Show Sessions', 'Show [Sessions]'],
    ['set', 'Reset, or Set', 'Reset, or [Set]'],
    ['导出', '导出…', '[导出]…'],
    ['会话', '显示“会话”', '显示“[会话]”'],
    ['alice set', 'Bob: Set', null],
    ['hws', 'Show Sessions', null],
    ['exporter', 'Export…', null],
  ])('%j in %j is %j', (query, text, expected) => {
    expect(marked(query, text)).toBe(expected);
  });

  it('is better the more of the word it is', () => {
    const score = (query: string, text: string) => fuzzyMatch(query, text)?.score ?? -1;
    expect(score('set', 'Set')).toBeGreaterThan(score('set', 'Alice: Set'));
    expect(score('set', 'Alice: Set')).toBeGreaterThan(score('set', 'resetAll'));
    expect(score('set', 'resetAll')).toBeGreaterThan(score('set', 'Show everything'));
  });
});
