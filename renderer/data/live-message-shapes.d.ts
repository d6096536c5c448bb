/** The table of shapes of `LiveMessage`, which the build makes (scripts/lib/shapes-of-schema.ts). */
declare module 'virtual:live-message-shapes' {
  import type { ShapeTable } from './misfit.ts';

  export const liveMessageShapes: ShapeTable;
}
