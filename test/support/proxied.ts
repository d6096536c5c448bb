/** The proxy of a watched app with the recorder in front of it, on a real port, without the rest of the inspector. */
import { onTestFinished } from 'vitest';
import { systemClock } from '../../server/base/clock.ts';
import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { cookieView } from '../../server/record/cookie-view.ts';
import { createRecorder } from '../../server/record/recorder.ts';
import { SessionCookieChoice } from '../../server/record/session-cookie-choice.ts';
import { actorFromUserAgent } from '../../server/record/user-agent-actor.ts';
import { resolveUpstream } from '../../server/targets/watched/upstream-address.ts';
import { createWatchedTarget, type WatchedTarget } from '../../server/targets/watched/watched-target.ts';
import { eventually } from './eventually.ts';

export interface Proxied {
  readonly target: WatchedTarget;
  readonly port: number;
  readonly url: string;
  /** In the order in which they were closed. */
  readonly records: RequestRecord[];
  /** The records so far, in order of arrival, once there are `count`. */
  recorded(count: number): Promise<RequestRecord[]>;
}

export interface ProxyOptions {
  readonly ownPorts?: ReadonlySet<number>;
  readonly rewritesLocation?: boolean;
  readonly acceptsAnyCertificate?: boolean;
  readonly isRecording?: boolean;
}

/** Opens a proxy to an app. It is closed when the test is over. */
export async function proxyTo(app: string, options: ProxyOptions = {}): Promise<Proxied> {
  const resolution = await resolveUpstream(app);
  if (!resolution.ok) throw new Error(`${app} is refused: ${resolution.refusal.why}`);
  const records: RequestRecord[] = [];
  let lastId = 0;
  const recorder = createRecorder({
    clock: systemClock,
    isRecording: () => options.isRecording ?? true,
    sessions: cookieView({ secrets: () => [], choice: new SessionCookieChoice(() => null) }),
    identify: (request) => ({
      actor: actorFromUserAgent(request.headers['user-agent']),
      resendOf: null,
      jar: null,
    }),
    takeId: () => ++lastId,
    commit: (record) => void records.push(record),
    later: (work) => void setTimeout(work, 5),
    sessionIsRead: 'with-record',
  });
  const target = createWatchedTarget({
    id: 'app',
    name: () => 'app',
    upstream: resolution.upstream,
    port: () => 0,
    ownPorts: () => options.ownPorts ?? new Set(),
    rewritesLocation: () => options.rewritesLocation ?? true,
    acceptsAnyCertificate: () => options.acceptsAnyCertificate ?? false,
    recorder,
    storeVisits: (_request, _response, forward) => forward(),
    graceMs: 100,
    watch: {},
    onChange: () => {},
  });
  await target.open();
  onTestFinished(() => target.close());
  return {
    target,
    port: target.address.port,
    url: `http://127.0.0.1:${target.address.port}`,
    records,
    recorded: (count) =>
      eventually(() => {
        if (records.length < count) throw new Error(`${records.length} of ${count} records`);
        return records.toSorted((one, other) => one.id - other.id);
      }),
  };
}
