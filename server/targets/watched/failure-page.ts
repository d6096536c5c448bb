/**
 * The page for a visitor when the watched app gave no answer. It says that it is from the inspector, what happened and
 * what to do.
 */
import type { UpstreamFault } from '../../contract/upstream.ts';
import { escapeHtml } from '../escape-html.ts';
import { statusOf } from './upstream-fault.ts';

export interface FailureAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** The interval at which the page checks whether the app is available again. */
const reloadSeconds = 1;

export function failureAnswer(
  app: string,
  fault: UpstreamFault,
  request: { readonly method: string | undefined; readonly accept: string | undefined },
): FailureAnswer {
  const sentence = sentenceOf(app, fault);
  const isPage = request.method === 'GET' && /\btext\/html\b/.test(request.accept ?? '');
  const mayPass = fault.code === 'unreachable' || fault.code === 'no-answer';
  const body = isPage ? page(sentence, mayPass) : `Session Inspector: ${sentence}\n`;
  return {
    status: statusOf(fault),
    headers: {
      'Content-Type': `text/${isPage ? 'html' : 'plain'}; charset=utf-8`,
      'Content-Length': String(Buffer.byteLength(body)),
      'Cache-Control': 'no-store',
      Connection: 'close',
    },
    body,
  };
}

function page(sentence: string, mayPass: boolean): string {
  const reload = mayPass ? `<meta http-equiv="refresh" content="${reloadSeconds}">` : '';
  const again = mayPass ? '<p>This page loads again automatically.</p>' : '';
  return `<!doctype html><html lang="en"><head><meta charset="utf-8">${reload}<title>No answer from your app</title>
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:40rem;margin:4rem auto;padding:0 1rem;color-scheme:light dark}</style>
</head><body><h1>No answer from your app</h1><p>${escapeHtml(sentence)}</p>${again}
<p>This page comes from Session Inspector, which is between your browser and your app.</p></body></html>
`;
}

function sentenceOf(app: string, fault: UpstreamFault): string {
  switch (fault.code) {
    case 'unreachable':
      return `Nothing accepts connections at ${fault.tried.join(' or ')} (${fault.detail}). Start your app.`;
    case 'connect-timeout':
      return `Your app at ${app} did not accept the connection within ${fault.limitMs / 1000} seconds.`;
    case 'own-port':
      return `Port ${fault.port} belongs to Session Inspector itself. Give your app another port.`;
    case 'speaks-tls':
      return `Your app at ${app} speaks TLS. Watch its https address instead.`;
    case 'bad-certificate':
      return `The certificate of ${app} is not trusted (${fault.detail}). Allow it in Session Inspector if it is yours.`;
    case 'not-http':
      return `Your app at ${app} sent what HTTP does not allow: ${fault.detail}.`;
    case 'no-answer':
      return `Your app at ${app} closed the connection before it answered (${fault.detail}).`;
    case 'cut':
      return `Your app at ${app} closed the connection within its answer (${fault.detail}).`;
    case 'other-host':
      return `The request names ${fault.host}. Only ${app} is reached through this port.`;
    case 'no-tunnel':
      return `Only ${app} is reached through this port, and not by way of CONNECT.`;
  }
}
