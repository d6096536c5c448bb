import type { Senders } from '../actors/senders.ts';
import { clientLimits } from '../base/client-limits.ts';
import type { LiveSettings } from '../base/live-settings.ts';
import type { Neighbourhood } from '../record/findings/from-outside/from-outside.ts';
import { createRecorder, type Recorder } from '../record/recorder.ts';
import {
  createRefusedRequests,
  type RefusedRequests,
  type RefusedRequestsOptions,
} from '../record/refused-requests.ts';
import type { SessionView } from '../record/session-view.ts';
import type { OpenLog } from './open-log.ts';
import { recallNewest } from './recall-newest.ts';
import { senderOf } from './sender-of.ts';
import type { StartContext } from './start-context.ts';

export interface RecordedTarget<Engine> {
  readonly senders: Senders<Engine>;
  readonly settings: LiveSettings;
  readonly openLog: Pick<OpenLog, 'storage' | 'log'>;
  /** How the session of a request is determined. */
  readonly sessions: SessionView;
  /** The engine and the cookie names for input that is refused before it becomes a request. */
  readonly engine: RefusedRequestsOptions['engine'];
  readonly neighbourhood: Neighbourhood;
  /** How long a record waits for the session store after its response. */
  readonly storeGraceMs?: number;
  /** Records are made with the batch in which they are written. This is the longest time that they wait for one. */
  readonly patienceMs: number;
  /** See the recorder. */
  readonly sessionIsRead: 'at-end' | 'with-record';
}

/**
 * Makes the recorder of one target, and the records of input that never becomes a request. Both write to the same log,
 * number their records together and name the clients in the same way. The owner settles the refused ones at its end.
 */
export function recordTraffic<Engine>(
  {
    senders,
    settings,
    openLog: { storage, log },
    sessions,
    engine,
    neighbourhood,
    storeGraceMs,
    patienceMs,
    sessionIsRead,
  }: RecordedTarget<Engine>,
  { clock }: Pick<StartContext, 'clock'>,
): { readonly recorder: Recorder; readonly refused: RefusedRequests } {
  const identify = senderOf(senders);
  const common = {
    clock,
    isRecording: () => settings.current.recording,
    takeId: () => storage.log.takeId(),
    commit: log.addRequest,
  };
  const recorder = createRecorder({
    ...common,
    sessions,
    identify: (request, recordId) => identify(request, request.headers['user-agent'], recordId),
    recall: () => recallNewest(storage),
    neighbourhood,
    ...(storeGraceMs === undefined ? {} : { storeGraceMs }),
    later: (work) => storage.log.beforeNextBatch(work, patienceMs),
    sessionIsRead,
  });
  const refused = createRefusedRequests({
    ...common,
    limits: clientLimits,
    engine,
    identify,
    addNotice: log.addNotice,
  });
  return { recorder, refused };
}
