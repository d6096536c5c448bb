import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { drawScene } from './draw-scene.ts';
import { prepareInk } from './ink.ts';
import { onThemeChange } from './palette.ts';
import type { Ink, Scene } from './scene.ts';

/**
 * Draws the scene on a canvas in the same frame in which the page around it changes, in the colours of the theme in
 * use.
 */
export function useCanvas(canvas: RefObject<HTMLCanvasElement | null>, scene: Scene): void {
  const ink = useRef<Ink | null>(null);
  const [theme, setTheme] = useState(0);
  useEffect(
    () =>
      onThemeChange(() => {
        ink.current = null;
        setTheme((n) => n + 1);
      }),
    [],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme is another ink, which is read from the page.
  useLayoutEffect(() => {
    const element = canvas.current;
    const pen = element?.getContext('2d') ?? null;
    if (element === null || pen === null || scene.width === 0 || scene.height === 0) return;
    const density = window.devicePixelRatio;
    const [width, height] = [Math.round(scene.width * density), Math.round(scene.height * density)];
    if (element.width !== width || element.height !== height) {
      element.width = width;
      element.height = height;
    }
    if (ink.current === null || ink.current.density !== density) ink.current = prepareInk(element, pen, density);
    drawScene(pen, scene, ink.current);
  }, [canvas, scene, theme]);
}
