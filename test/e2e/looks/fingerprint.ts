import type { Browser, Page } from '@playwright/test';

/** A picture reduced to a hundred patches, for a comparison that ignores small details. */
const patches = { across: 12, down: 8 } as const;

/**
 * A page that turns pictures into fingerprints: of each patch, from left to right and from the top, the mean red,
 * green and blue as a hexadecimal digit. Times, ids and a mark on the timeline do not show in it; a panel that is
 * gone, another colour, text that overflows do.
 */
export async function openDarkroom(browser: Browser): Promise<Page> {
  return browser.newPage();
}

export async function fingerprintOf(darkroom: Page, png: Buffer): Promise<string> {
  return darkroom.evaluate(
    async ({ base64, across, down }) => {
      const picture = await createImageBitmap(await (await fetch(`data:image/png;base64,${base64}`)).blob());
      const canvas = new OffscreenCanvas(picture.width, picture.height);
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (context === null) throw new Error('This browser draws no pictures');
      context.drawImage(picture, 0, 0);
      const [width, height] = [Math.floor(picture.width / across), Math.floor(picture.height / down)];
      let digits = '';
      for (let row = 0; row < down; row++) {
        for (let column = 0; column < across; column++) {
          const { data } = context.getImageData(column * width, row * height, width, height);
          const sums = [0, 0, 0];
          for (let at = 0; at < data.length; at += 4) {
            for (const channel of [0, 1, 2]) sums[channel] = (sums[channel] ?? 0) + (data[at + channel] ?? 0);
          }
          for (const sum of sums) digits += Math.round((sum / (data.length / 4) / 255) * 15).toString(16);
        }
      }
      return digits;
    },
    { base64: png.toString('base64'), ...patches },
  );
}

/**
 * The places where two pictures differ more than by changed text, as `column,row` counted from 1. Empty if they are
 * alike.
 */
export function differingPatches(one: string, other: string): string[] {
  const found: string[] = [];
  for (let patch = 0; patch < patches.across * patches.down; patch++) {
    const channels = [0, 1, 2].map((channel) => patch * 3 + channel);
    const most = Math.max(...channels.map((at) => Math.abs(digit(one, at) - digit(other, at))));
    if (most > 1) found.push(`${(patch % patches.across) + 1},${Math.floor(patch / patches.across) + 1}`);
  }
  return found;
}

function digit(fingerprint: string, at: number): number {
  return Number.parseInt(fingerprint[at] ?? '0', 16);
}
