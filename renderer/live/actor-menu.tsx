import { Cookie as CookieIcon, CopyPlus, Ellipsis, Eraser, RefreshCw, Square } from 'lucide-react';
import type { ActorState } from '../../server/contract/actor.ts';
import { useCommands, useInspector } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';

/**
 * The rarer things an actor can do. Copying its cookie to another is how a session is stolen: no request, and the server cannot
 * tell. Forgetting cookies is between the browser and itself. The rest are requests.
 */
export function ActorMenu({ actor }: { actor: ActorState }) {
  const t = useStrings().live;
  const { act, copyCookie, forgetCookies } = useCommands();
  const actors = useInspector((state) => state.actors);
  const others = actor.cookieValue === null ? [] : actors.filter((other) => other.id !== actor.id);
  const items: MenuItem[] = [
    {
      id: 'regenerate',
      label: t.regenerate,
      icon: <RefreshCw size={15} />,
      onChoose: () => void act(actor.id, { type: 'regenerate' }),
    },
    {
      id: 'clear',
      label: t.clearKeys,
      icon: <Eraser size={15} />,
      onChoose: () => void act(actor.id, { type: 'clear' }),
    },
    {
      id: 'destroy',
      label: t.destroy,
      icon: <Square size={15} />,
      isDanger: true,
      onChoose: () => void act(actor.id, { type: 'destroy' }),
    },
    ...others.map((other, place) => ({
      id: `copy-to-${other.id}`,
      label: t.copyCookieTo(other.name),
      icon: <CopyPlus size={15} />,
      startsGroup: place === 0,
      onChoose: () => void copyCookie(actor.id, other.id),
    })),
    {
      id: 'forget',
      label: t.forget,
      icon: <CookieIcon size={15} />,
      startsGroup: others.length === 0,
      onChoose: () => void forgetCookies(actor.id),
    },
  ];
  return (
    <Menu
      items={items}
      trigger={
        <IconButton label={t.more(actor.name)} isFramed>
          <Ellipsis size={15} />
        </IconButton>
      }
    />
  );
}
