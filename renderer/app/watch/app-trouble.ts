import type { UpstreamFault } from '../../../server/contract/upstream.ts';
import type { WatchedApp } from '../../../server/contract/watch.ts';
import type { WatchStrings } from '../../strings/en/watch.ts';

/** What keeps requests from being seen, and what to do about it. Null if nothing does. */
export function appTrouble({ proxy, upstream, isRecording }: WatchedApp, t: WatchStrings): string | null {
  if (proxy.state === 'stopped') return t.stopped;
  if (proxy.state === 'port-taken') return t.portTaken(proxy.reason);
  if (upstream.state === 'not-reachable') {
    const tried = upstream.tried.join(', ');
    return upstream.hasAnswered ? t.upstream.restarting(tried) : t.upstream.neverAnswered(tried);
  }
  if (upstream.state === 'failing') return faultText(upstream.fault, t);
  return isRecording ? null : t.pausedNote;
}

function faultText(fault: UpstreamFault, { fault: t }: WatchStrings): string {
  switch (fault.code) {
    case 'unreachable':
    case 'connect-timeout':
      return t[fault.code](fault.tried.join(', '));
    case 'own-port':
      return t[fault.code](fault.port);
    case 'speaks-tls':
    case 'no-tunnel':
      return t[fault.code];
    case 'other-host':
      return t[fault.code](fault.host);
    default:
      return t[fault.code](fault.detail);
  }
}
