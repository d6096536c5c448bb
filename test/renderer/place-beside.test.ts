import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeBeside } from '../../renderer/model/place-beside.ts';

const window = { width: 1280, height: 800 };
const card = { width: 340, height: 200 };

describe('a card next to its target', () => {
  it.each([
    ['under it', { x: 80, y: 60, width: 1190, height: 100 }, { x: 80, y: 172 }],
    ['under it, within the window', { x: 1200, y: 10, width: 60, height: 24 }, { x: 932, y: 46 }],
    ['left of what fills the height', { x: 760, y: 340, width: 510, height: 430 }, { x: 408, y: 340 }],
    ['right of what fills the height at the left', { x: 64, y: 44, width: 300, height: 730 }, { x: 376, y: 44 }],
    ['over what fills the width at the bottom', { x: 0, y: 600, width: 1280, height: 190 }, { x: 8, y: 388 }],
    ['on what fills the window', { x: 0, y: 0, width: 1280, height: 800 }, { x: 928, y: 592 }],
    ['at the bottom where there is nothing', null, { x: 470, y: 592 }],
  ])('is %s', (_where, target, expected) => {
    expect(placeBeside(target, card, window)).toEqual(expected);
  });

  it('is visible for any target at any position', () => {
    const side = fc.integer({ min: -500, max: 3000 });
    const length = fc.integer({ min: 0, max: 3000 });
    fc.assert(
      fc.property(fc.record({ x: side, y: side, width: length, height: length }), (target) => {
        const { x, y } = placeBeside(target, card, window);
        expect(x).toBeGreaterThanOrEqual(8);
        expect(y).toBeGreaterThanOrEqual(8);
        expect(x + card.width).toBeLessThanOrEqual(window.width - 8);
        expect(y + card.height).toBeLessThanOrEqual(window.height - 8);
      }),
    );
  });
});
