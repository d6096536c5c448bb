import { describe, expect, it } from 'vitest';
import { alarm, code, joinPhrases, phraseText, say } from '../../renderer/strings/text/phrase.ts';

describe('a phrase', () => {
  it('keeps inserted values as separate parts, whatever they contain', () => {
    expect(say`the key ${code('`<b>**')} of ${'Alice'}`).toEqual([
      { style: 'plain', text: 'the key ' },
      { style: 'code', text: '`<b>**' },
      { style: 'plain', text: ' of ' },
      { style: 'plain', text: 'Alice' },
    ]);
  });

  it('takes phrases in, and reads as plain text', () => {
    const inner = say`a ${alarm('lost')} key`;
    expect(phraseText(joinPhrases([say`It is ${inner}.`, say`Gone.`], ' '))).toBe('It is a lost key. Gone.');
  });
});
