import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startBrowserMode } from './browser-mode.ts';
import { temporaryFolder } from './temporary-folder.ts';

/** Tells a story in the window of `serve --watch`, over an app that answers every request with `hello`. */
export async function watching(story: (inspectorUrl: string) => Promise<void>, ...options: string[]): Promise<void> {
  const app = createServer((_request, response) => response.end('hello'));
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const { port } = app.address() as AddressInfo;
  const watch = ['--watch', `http://127.0.0.1:${port}`, '--watch-port', '0', ...options];
  const inspector = await startBrowserMode(temporaryFolder(), ...watch);
  try {
    await story(inspector.inspector);
  } finally {
    await inspector.stop();
    app.closeAllConnections();
    app.close();
  }
}
