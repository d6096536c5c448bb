import type { ActorAction } from '../contract/actor.ts';
import type { OutgoingRequest } from './http-client.ts';

/**
 * The request that a button sends. If the tutorial has a route for the action, that route is used, so that the table
 * shows the route of the tutorial. Every other action uses the general routes under /session.
 */
export function actionRequest(action: ActorAction): OutgoingRequest {
  switch (action.type) {
    case 'set':
      if (action.key === 'Username' && action.value === 'Admin') return { method: 'GET', path: '/setsession' };
      return { method: 'POST', path: keyPath(action.key), body: JSON.stringify(action.value) };
    case 'get':
      return { method: 'GET', path: action.key === 'Username' ? '/getsession' : keyPath(action.key) };
    case 'pop':
      if (action.key === 'Username') return { method: 'GET', path: '/popsession' };
      return { method: 'DELETE', path: keyPath(action.key) };
    case 'list':
      return { method: 'GET', path: '/session' };
    case 'clear':
      return { method: 'DELETE', path: '/session' };
    case 'regenerate':
      return { method: 'POST', path: '/session/regenerate' };
    case 'destroy':
      return { method: 'POST', path: '/session/destroy' };
    default:
      return action satisfies never;
  }
}

function keyPath(key: string): string {
  return `/session/keys/${encodeURIComponent(key.toWellFormed())}`;
}
