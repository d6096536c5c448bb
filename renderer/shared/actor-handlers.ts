import type { ActorState } from '../../server/contract/actor.ts';
import type { CommandHandlers } from '../commands/command-registry.ts';
import type { Commands } from '../data/commands.ts';
import { readValue } from '../model/read-value.ts';
import { actorForm } from '../navigation/actor-forms.ts';

/**
 * What one simulated browser can do, each a real request but the last, which is between the browser and itself. Key
 * and value are those typed for it.
 */
export function actorHandlers({ id }: ActorState, { act, forgetCookies }: Commands): CommandHandlers {
  const { key, value } = actorForm(id);
  const read = readValue(value);
  return {
    'actor-set': read.ok && key !== '' ? () => void act(id, { type: 'set', key, value: read.value }) : null,
    'actor-get': key === '' ? null : () => void act(id, { type: 'get', key }),
    'actor-pop': key === '' ? null : () => void act(id, { type: 'pop', key }),
    'actor-regenerate': () => void act(id, { type: 'regenerate' }),
    'actor-clear': () => void act(id, { type: 'clear' }),
    'actor-destroy': () => void act(id, { type: 'destroy' }),
    'actor-forget': () => void forgetCookies(id),
  };
}
