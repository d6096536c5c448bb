import type { IncomingMessage, ServerResponse } from 'node:http';
import type { SessionEngine } from '../engines/engine.ts';
import type { EngineSwitch } from '../engines/engine-switch.ts';
import type { ArrivedAt } from '../record/arrived-at.ts';
import { insideView } from '../record/inside-view.ts';
import type { RefusedRequests } from '../record/refused-requests.ts';
import { createSiteApp } from '../targets/built-in/site-app.ts';
import { type RecordedTarget, recordTraffic } from './record-traffic.ts';
import type { StartContext } from './start-context.ts';

/** No longer than a patient write waits: a kill -9 costs no more records than it would without this wait. */
const patienceMs = 4;

export interface SiteCodeOptions
  extends Omit<RecordedTarget<SessionEngine>, 'sessions' | 'engine' | 'patienceMs' | 'sessionIsRead'> {
  readonly engine: EngineSwitch;
}

/** What answers the requests to the tutorial site, and records them. */
export interface SiteCode {
  /** `arrivedAt` is given for a request that waited for this code. */
  readonly handle: (request: IncomingMessage, response: ServerResponse, arrivedAt?: ArrivedAt) => void;
  readonly refused: RefusedRequests;
}

/** This file is loaded when the window has its first picture, or with the first request. */
export function createSiteCode({ engine, ...options }: SiteCodeOptions, context: StartContext): SiteCode {
  const { recorder, refused } = recordTraffic(
    { ...options, sessions: insideView(engine.of), engine: engine.of, patienceMs, sessionIsRead: 'at-end' },
    context,
  );
  const app = createSiteApp(engine);
  return { handle: (req, res, arrivedAt) => recorder(req, res, () => app(req, res), arrivedAt), refused };
}
