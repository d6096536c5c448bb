import type { UpstreamFault } from '../../../server/contract/upstream.ts';
import { FIRST_WATCH_PORT, type WatchedApp } from '../../../server/contract/watch.ts';
import { portOf } from '../../model/port-of.ts';
import type { WatchStrings } from '../../strings/en/watch.ts';

/** What keeps requests from being seen, and what to do about it. Null if nothing does. */
export function appTrouble(app: WatchedApp, t: WatchStrings): string | null {
  const { proxy, upstream, isRecording, open, wantedPort } = app;
  if (proxy.state === 'stopped') return t.stopped;
  if (proxy.state === 'port-taken') return t.portTaken(proxy.reason);
  if (upstream.state === 'not-reachable') {
    const tried = upstream.tried.join(', ');
    return upstream.hasAnswered ? t.upstream.restarting(tried) : t.upstream.neverAnswered(tried);
  }
  if (upstream.state === 'failing') return faultText(upstream.fault, t);
  if (!isRecording) return t.pausedNote;
  return isElsewhere(app) && open !== null ? t.portElsewhere(wantedPort, portOf(open)) : null;
}

/** The port that the user asked for was taken. Where none was asked for, the next free port is as good as the first. */
export function isElsewhere({ open, wantedPort }: WatchedApp): boolean {
  if (open === null || wantedPort === 0 || wantedPort === FIRST_WATCH_PORT) return false;
  return portOf(open) !== wantedPort;
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
