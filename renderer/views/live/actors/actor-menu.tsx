import { Ellipsis } from 'lucide-react';
import type { ActorState } from '../../../../server/contract/actor.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import { Menu } from '../../../ui/menu.tsx';
import { useActorMenu } from './use-actor-menu.tsx';

/** The less frequent actions of an actor, which have no button. */
export function ActorMenu({ actor }: { actor: ActorState }) {
  const t = useStrings().live;
  const { rarer } = useActorMenu(actor);
  return (
    <Menu
      items={rarer}
      trigger={
        <IconButton label={t.more(actor.name)} isFramed>
          <Ellipsis size={15} />
        </IconButton>
      }
    />
  );
}
