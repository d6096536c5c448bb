/** Terminal messages about addresses that cannot be watched. */
import type { WatchRefusal } from '../contract/watch.ts';

export function refusalSentence(refusal: WatchRefusal): string {
  switch (refusal.why) {
    case 'not-an-address':
      return 'That is not an address. Give one such as http://127.0.0.1:8000.';
    case 'other-scheme':
      return `An app is watched by http or https, not by ${refusal.scheme}.`;
    case 'has-credentials':
      return 'Give the address without a name and a password.';
    case 'unknown-name':
      return `This machine does not know the name ${refusal.host} (${refusal.detail}). Only apps on this machine are watched.`;
    case 'not-loopback':
      return `${refusal.host} is not on this machine alone. Only apps at a loopback address are watched, such as 127.0.0.1.`;
    case 'own-port':
      return `Session Inspector itself listens on port ${refusal.port}.`;
    case 'already-watched':
      return 'It is watched already.';
    case 'too-many':
      return `At most ${refusal.most} apps are watched at once. Remove one first.`;
  }
}
