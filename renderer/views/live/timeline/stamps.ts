import { type DrawnShape, SHAPES } from './model/shape.ts';
import { type Palette, SHAPE_COLOURS } from './palette.ts';

/** Pixels a mark is wide and high, its rim included. */
export const STAMP_SIZE = 16;
const SHAPE_SIZE = 13;
const BOX = 16;

export type Stamps = Readonly<Record<DrawnShape, HTMLCanvasElement>>;

/**
 * Draws each shape once, for a screen of this density: thousands of marks are then copies of a few small pictures. Each
 * has a rim in the colour of the ground, which keeps neighbours apart where they overlap.
 */
export function makeStamps({ colours }: Palette, density: number): Stamps {
  const stamps = Object.keys(SHAPES).map((name) => {
    const shape = name as DrawnShape;
    const canvas = document.createElement('canvas');
    canvas.width = canvas.height = Math.ceil(STAMP_SIZE * density);
    const context = canvas.getContext('2d');
    if (context !== null) drawShape(context, shape, colours[SHAPE_COLOURS[shape]], colours.panel, canvas.width);
    return [shape, canvas];
  });
  return Object.fromEntries(stamps) as Stamps;
}

function drawShape(context: CanvasRenderingContext2D, shape: DrawnShape, colour: string, rim: string, size: number) {
  const { d, line } = SHAPES[shape];
  const scale = (size * SHAPE_SIZE) / STAMP_SIZE / BOX;
  const margin = (size - BOX * scale) / 2;
  context.translate(margin, margin);
  context.scale(scale, scale);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  const path = new Path2D(d);
  context.strokeStyle = rim;
  context.lineWidth = (line ?? 0) + 2.4;
  context.stroke(path);
  if (line === undefined) {
    context.fillStyle = colour;
    context.fill(path);
    return;
  }
  context.strokeStyle = colour;
  context.lineWidth = line;
  context.stroke(path);
}
