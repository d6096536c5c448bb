import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ToldRequest } from '../../contract/app-lines.ts';
import { currentObservation, type Observation } from '../../record/observation.ts';
import { changesOf } from './changes-told.ts';
import type { InsideApps, Told } from './inside-apps.ts';

/** The connection over which a request goes to the app, and which request on this connection it is, from 1. */
export type OnConnection = (socket: Socket, order: number) => void;

/** Prepares for the report of the app on one request. Null if no app can send one. */
export type InsideVisits = (request: IncomingMessage, response: ServerResponse) => OnConnection | null;

/** How long a record waits for the app after the response. The client does not wait. */
const graceMs = 400;

/** Puts the report of an app on a request into the observation of the request. */
export function createInsideVisits(apps: InsideApps): InsideVisits {
  return (request, response) => {
    const observation = currentObservation();
    if (observation === undefined || apps.apps.length === 0) return null;
    const { method, url } = request;
    const arrivedAtMs = Date.now() - observation.sinceArrivalMs();
    return ({ remotePort: port, localPort: remotePort, localAddress }, order) => {
      if (port === undefined || remotePort === undefined) return;
      const family = localAddress?.includes('.') === true ? '4' : '6';
      let timer: NodeJS.Timeout | undefined;
      let isOver = false;
      observation.pendingStoreCalls++;
      const finish = (inside: Observation['inside']) => {
        if (isOver) return;
        isOver = true;
        clearTimeout(timer);
        stop();
        observation.inside = inside;
        observation.pendingStoreCalls--;
        if (observation.pendingStoreCalls === 0) observation.onStoreIdle?.();
      };
      const hear = (told: Told) => {
        if (told.state === 'gone') return finish({ state: 'not-in-time' });
        if (told.state === 'unhandled') return finish(told);
        // The numbers of the requests differ if the app began to count after the first request of a connection.
        if (told.request.method !== method || told.request.url !== url) return finish({ state: 'not-in-time' });
        noteTold(observation, told.request, arrivedAtMs);
        finish(told);
      };
      const stop = apps.expect({ port, family, remotePort, order }, hear);
      response.once('close', () => {
        if (!apps.tells(port)) finish(null);
        else timer = setTimeout(() => finish({ state: 'not-in-time' }), graceMs);
      });
    };
  };
}

/** The times of the app begin when the request arrived there, and those of a record when it arrived at the proxy. */
function noteTold(observation: Observation, told: ToldRequest, arrivedAtMs: number): void {
  const passedMs = Math.min(Math.max(0, told.arrivedAtMs - arrivedAtMs), observation.sinceArrivalMs());
  const shifted = <Timed extends { readonly atMs: number }>(timed: Timed): Timed => ({
    ...timed,
    atMs: Math.round((timed.atMs + passedMs) * 1000) / 1000,
  });
  observation.storeOperations.push(...told.storeOperations.map(shifted));
  observation.operations.push(...told.operations.map(shifted), ...changesOf(told).map(shifted));
  observation.errors.push(...told.errors.map((message) => ({ where: 'session' as const, message })));
}
