import { describe, expect, it } from 'vitest';
import { firstFiles } from '../../electron/first-files.ts';

const setUp = () => {
  const first = firstFiles(async (pathname) => new Response(pathname));
  let hasLeft = false;
  void first.left.then(() => {
    hasLeft = true;
  });
  return { ...first, hasLeft: () => hasLeft };
};
const turn = () => new Promise((resolve) => setImmediate(resolve));
async function turns(n: number): Promise<void> {
  for (let i = 0; i < n; i++) await turn();
}

describe('the first files of the window', () => {
  it('have left a turn after the script and the style sheet were answered, in either order', async () => {
    const { serve, hasLeft } = setUp();
    await serve('/');
    await serve('/assets/index-1.css');
    await turns(4);
    expect(hasLeft()).toBe(false);
    expect(await (await serve('/assets/index-1.js')).text()).toBe('/assets/index-1.js');
    expect(hasLeft()).toBe(false);
    await turns(3);
    expect(hasLeft()).toBe(true);
  });

  it('are not waited for by a page that asks for something else, or that is not loaded', async () => {
    const { release, hasLeft } = setUp();
    release();
    await turns(1);
    expect(hasLeft()).toBe(true);
  });
});
