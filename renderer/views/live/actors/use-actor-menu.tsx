import {
  Cookie,
  CopyPlus,
  Eraser,
  Eye,
  type LucideIcon,
  Minus,
  Pencil,
  RefreshCw,
  SendHorizontal,
  Square,
} from 'lucide-react';
import type { ActorState } from '../../../../server/contract/actor.ts';
import { useHandlersMenu } from '../../../commands/use-command-menu.ts';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import { useWorkspaceKind } from '../../../data/use-watching.ts';
import { actorHandlers } from '../../../shared/actor-handlers.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import type { MenuItem } from '../../../ui/menu-items.tsx';
import { useRequestTools } from '../tools/request-tools.ts';

export interface ActorMenuItems {
  readonly all: readonly MenuItem[];
  /** Without those that have a button on the card. */
  readonly rarer: readonly MenuItem[];
}

const ICONS: Readonly<Record<string, LucideIcon>> = {
  'actor-set': Pencil,
  'actor-get': Eye,
  'actor-pop': Minus,
  'actor-regenerate': RefreshCw,
  'actor-clear': Eraser,
  'actor-destroy': Square,
  'actor-forget': Cookie,
};
const ON_CARD: ReadonlySet<string> = new Set(['actor-set', 'actor-get', 'actor-pop']);

/**
 * The actions of an actor. Copying its cookie to another browser steals the session without a request, so the server
 * cannot notice it. Forgetting cookies changes only the jar. The other actions are requests.
 */
export function useActorMenu(actor: ActorState): ActorMenuItems {
  const { live: t, actorCookie } = useStrings();
  const tools = useRequestTools();
  const commands = useCommands();
  const actors = useInspector((state) => state.actors);
  const own = useHandlersMenu(actorHandlers(actor, commands, useWorkspaceKind())).map(withIcon);
  const others = actor.cookieValue === null ? [] : actors.filter((other) => other.id !== actor.id);
  const edit = {
    id: 'edit-cookie',
    label: actorCookie.edit,
    icon: <Pencil size={15} />,
    startsGroup: true,
    onChoose: () => tools.editCookie(actor.id),
  };
  const compose = {
    id: 'compose',
    label: actorCookie.compose,
    icon: <SendHorizontal size={15} />,
    onChoose: () => tools.compose(actor.id),
  };
  const copies = others.map((other) => ({
    id: `copy-to-${other.id}`,
    label: t.copyCookieTo(other.name),
    icon: <CopyPlus size={15} />,
    onChoose: () => void commands.copyCookie(actor.id, other.id),
  }));
  const onCard = own.filter(({ id }) => ON_CARD.has(id));
  const requests = own.filter(({ id }) => !ON_CARD.has(id) && id !== 'actor-forget');
  const forget = own.filter(({ id }) => id === 'actor-forget');
  const rarer = [...requests, compose, edit, ...copies, ...forget];
  return {
    rarer,
    all: [...onCard, ...rarer.map((item, place) => (place === 0 ? { ...item, startsGroup: true } : item))],
  };
}

function withIcon(item: MenuItem): MenuItem {
  const { [item.id]: Icon } = ICONS;
  return Icon === undefined ? item : { ...item, icon: <Icon size={15} /> };
}
