import { readPalette } from './palette.ts';
import type { Ink } from './scene.ts';
import { makeStamps } from './stamps.ts';

/** Prepares the drawing styles of the picture, in the colours of this place of the page. */
export function prepareInk(place: HTMLElement, context: CanvasRenderingContext2D, density: number): Ink {
  const palette = readPalette(place);
  return {
    palette,
    stamps: makeStamps(palette, density),
    hatches: {
      expired: hatch(context, palette.colours.hatch, density, 6, 1.6),
      blind: hatch(context, palette.colours.hatch, density, 10, 1),
    },
    density,
  };
}

/** A tile of slanted lines. Lines at the corners too, so that tiles join without a seam. */
function hatch(
  context: CanvasRenderingContext2D,
  colour: string,
  density: number,
  gap: number,
  line: number,
): CanvasPattern | null {
  const size = Math.round(gap * density);
  const tile = document.createElement('canvas');
  tile.width = tile.height = size;
  const pen = tile.getContext('2d');
  if (pen === null) return null;
  pen.strokeStyle = colour;
  pen.lineWidth = line * density;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift - 1, size + 1);
    pen.lineTo(shift + size + 1, -1);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  // The canvas is scaled to CSS pixels; the tile is in device pixels already.
  pattern?.setTransform(new DOMMatrix().scale(1 / density));
  return pattern;
}
