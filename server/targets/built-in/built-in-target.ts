import type { RequestListener } from 'node:http';
import type { ConnectionWatch } from '../../base/http/limited-server.ts';
import { messageOf } from '../../base/thrown.ts';
import type { TargetState } from '../../contract/target.ts';
import { type MovableSite, openSite } from '../movable-site.ts';
import type { Target } from '../target.ts';

export interface BuiltInTargetOptions {
  /** Handles every request: the recorder, which calls the tutorial site. */
  readonly handler: RequestListener;
  /** The first port to try, 0 for any. */
  readonly port: number;
  /** How long running requests may take to finish when the target closes or moves. */
  readonly graceMs: number;
  /** Receives connections and requests that are refused before they reach the handler. */
  readonly watch: ConnectionWatch;
}

/** The tutorial site as a target. */
export function createBuiltInTarget({ handler, port: firstPort, graceMs, watch }: BuiltInTargetOptions): Target {
  let site: MovableSite | null = null;
  let state: TargetState = { state: 'stopped' };
  const running = (): MovableSite => {
    if (site === null) throw new Error('The tutorial site is not open');
    return site;
  };
  return {
    id: 'tutorial',
    kind: 'built-in',
    name: 'Tutorial site',
    get address() {
      const { port, wantedPort } = site ?? { port: firstPort, wantedPort: firstPort };
      return { url: `http://localhost:${port}`, port, wantedPort };
    },
    get state() {
      return state;
    },
    async open() {
      try {
        site = await openSite(handler, firstPort, graceMs, { watch });
        state = { state: 'running' };
      } catch (error) {
        state = { state: 'failed', reason: messageOf(error) };
        throw error;
      }
    },
    moveTo: (wantedPort) => running().moveTo(wantedPort),
    async close() {
      await site?.close();
      state = { state: 'stopped' };
    },
  };
}
