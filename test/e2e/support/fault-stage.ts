import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import { join } from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import type { FaultStep, LostCookieFault } from '../../support/cookies/lost-cookie-faults.ts';
import { chromiumLaunchOptions } from './system-chromium.ts';

const tls = join(import.meta.dirname, '../../fixtures/tls');

/**
 * The servers of the planted faults: an app that answers each step with its Set-Cookie lines, and pages of other sites
 * that link to a step or have it in a frame.
 */
export interface FaultStage {
  /** The origin of the app, to be watched. */
  readonly origin: string;
  stop(): Promise<void>;
  /** A Chromium for which every host name is the proxy at this port, but for the pages of the other sites. */
  launch(proxyPort: number): Promise<Browser>;
}

/** The pages of other sites have these host names. */
const OTHER_SITES = '*.example';

export async function startFaultStage(faults: readonly LostCookieFault[]): Promise<FaultStage> {
  const steps = faults.flatMap((fault) => fault.steps);
  const app = createServer((incoming, response) => answerStep(steps, incoming, response));
  const pages = createServer((incoming, response) => answerPage(steps, incoming, response));
  const [appPort, pagesPort] = await Promise.all([listening(app), listening(pages)]);
  const others = createTlsServer(keyAndCertificate(), (incoming, response) => answerPage(steps, incoming, response));
  const othersPort = await listening(others);
  const open: Server[] = [app, pages, others];
  return {
    origin: `http://127.0.0.1:${appPort}`,
    async launch(proxyPort) {
      const front = createTlsServer(keyAndCertificate(), (incoming, response) => passOn(proxyPort, incoming, response));
      const frontPort = await listening(front);
      open.push(front);
      const rules = [
        `MAP ${OTHER_SITES}:80 127.0.0.1:${pagesPort}`,
        `MAP ${OTHER_SITES}:443 127.0.0.1:${othersPort}`,
        `MAP *:443 127.0.0.1:${frontPort}`,
        ...[80, 5000, 5080].map((port) => `MAP *:${port} 127.0.0.1:${proxyPort}`),
      ];
      const options = chromiumLaunchOptions();
      return chromium.launch({
        ...options,
        args: [...(options.args ?? []), `--host-resolver-rules=${rules.join(', ')}`],
      });
    },
    async stop() {
      for (const server of open) {
        if ('closeAllConnections' in server) (server as ReturnType<typeof createServer>).closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
    },
  };
}

/** Without this icon a browser would request one. */
const NO_ICON = '<link rel="icon" href="data:,">';

function answerStep(steps: readonly FaultStep[], incoming: IncomingMessage, response: ServerResponse): void {
  const step = steps.find(({ url }) => {
    const { host, pathname } = new URL(url);
    return incoming.headers.host === host && incoming.url === pathname;
  });
  if (step?.set !== undefined) response.setHeader('Set-Cookie', step.set);
  response.setHeader('Content-Type', 'text/html');
  response.end(`${NO_ICON}<p>ok</p>`);
}

/** The page has a link to each step that is reached from it, or a frame with each that is part of it. */
function answerPage(steps: readonly FaultStep[], incoming: IncomingMessage, response: ServerResponse): void {
  const isHere = (page: string | undefined) => page !== undefined && new URL(page).host === incoming.headers.host;
  const links = steps.filter(({ linkOn }) => isHere(linkOn)).map(({ url }) => `<a href="${url}">onwards</a>`);
  const frames = steps.filter(({ frameOn }) => isHere(frameOn)).map(({ url }) => `<iframe src="${url}"></iframe>`);
  response.setHeader('Content-Type', 'text/html');
  response.end([NO_ICON, ...links, ...frames].join('\n'));
}

/** As a front with TLS does: a header tells the app behind it that the scheme is https. */
function passOn(port: number, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url, headers } = incoming;
  const sent = { ...headers, 'x-forwarded-proto': 'https' };
  const onwards = request({ host: '127.0.0.1', port, method, path: url, headers: sent }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.pipe(response);
  });
  incoming.pipe(onwards);
}

/** A public key: the browser is configured to accept it. */
function keyAndCertificate() {
  const [key, cert] = ['key.pem', 'certificate.pem'].map((file) => readFileSync(join(tls, file)));
  return { key, cert };
}

async function listening(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}
