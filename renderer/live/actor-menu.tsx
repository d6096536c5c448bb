import { Cookie as CookieIcon, Ellipsis, Eraser, RefreshCw, Square } from 'lucide-react';
import type { ActorState } from '../../server/contract/actor.ts';
import { useCommands } from '../data/use-inspector.ts';
import { useStrings } from '../strings/use-strings.ts';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu, type MenuItem } from '../ui/menu.tsx';

/** The rarer things an actor can do. All but forgetting cookies are requests; forgetting is between the browser and itself. */
export function ActorMenu({ actor }: { actor: ActorState }) {
  const t = useStrings().live;
  const { act, forgetCookies } = useCommands();
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
    {
      id: 'forget',
      label: t.forget,
      icon: <CookieIcon size={15} />,
      startsGroup: true,
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
