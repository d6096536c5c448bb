import type { IncomingMessage, ServerResponse } from 'node:http';
import type { UpstreamFault } from '../../contract/upstream.ts';
import { speaksTls } from './dial.ts';
import type { Exchange } from './exchange.ts';
import { failureAnswer } from './failure-page.ts';
import type { ForwardOptions } from './forward-options.ts';

/** Records the fault, and answers instead of the app if no part of the app's response was sent. */
export function fail(
  request: IncomingMessage,
  response: ServerResponse,
  exchange: Exchange,
  options: ForwardOptions,
  fault: UpstreamFault,
): void {
  if (response.destroyed) return;
  exchange.failed(fault);
  options.onFault(fault);
  const { method, headers } = request;
  const answer = failureAnswer(options.upstream.url, fault, { method, accept: headers.accept });
  response.sendDate = true;
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/**
 * A TLS port often closes a connection with plain HTTP without an answer. If an app has never answered, it is therefore
 * tested for TLS once before the fault is reported as a missing answer.
 */
export function explainFault(
  fault: UpstreamFault,
  options: ForwardOptions,
  tell: (fault: UpstreamFault) => void,
): void {
  if (fault.code !== 'no-answer' || options.upstream.isTls || !options.mayBeTls()) return void tell(fault);
  speaksTls(options, (isTls) => {
    if (!isTls) options.onNoTls();
    tell(isTls ? { code: 'speaks-tls' } : fault);
  });
}
