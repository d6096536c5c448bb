import type { ActorState } from '../../server/contract/actor.ts';
import type { CommandHandlers } from '../commands/command-registry.ts';
import type { Commands } from '../data/commands.ts';
import type { WorkspaceKind } from '../data/use-watching.ts';
import { readValue } from '../model/read-value.ts';
import { actorForm } from '../navigation/actor-forms.ts';

/**
 * The actions of one simulated browser. Each is a real request, except the last, which only changes the browser's jar.
 * Key and value are those that the user typed for it. An app of the user does not have the routes of the tutorial site.
 */
export function actorHandlers(
  { id }: ActorState,
  { act, forgetCookies }: Commands,
  workspace: WorkspaceKind,
): CommandHandlers {
  const forget: CommandHandlers = { 'actor-forget': () => void forgetCookies(id) };
  if (workspace !== 'tutorial') return forget;
  const { key, value } = actorForm(id);
  const read = readValue(value);
  return {
    'actor-set': read.ok && key !== '' ? () => void act(id, { type: 'set', key, value: read.value }) : null,
    'actor-get': key === '' ? null : () => void act(id, { type: 'get', key }),
    'actor-pop': key === '' ? null : () => void act(id, { type: 'pop', key }),
    'actor-regenerate': () => void act(id, { type: 'regenerate' }),
    'actor-clear': () => void act(id, { type: 'clear' }),
    'actor-destroy': () => void act(id, { type: 'destroy' }),
    ...forget,
  };
}
