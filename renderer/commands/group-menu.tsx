import { Ellipsis } from 'lucide-react';
import { useStrings } from '../strings/use-strings.ts';
import { ContextMenu } from '../ui/context-menu.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { Menu } from '../ui/menu.tsx';
import type { MenuPlace } from '../ui/menu-place.ts';
import { useGroupMenu } from './use-command-menu.ts';

export interface GroupMenuProps {
  readonly group: 'request' | 'session' | 'help';
  /** The place of the menu; null while it is closed. */
  readonly at: MenuPlace | null;
  readonly onClose: () => void;
}

/** The commands for the selected request or session, as a menu at the place where it was requested. */
export function GroupMenu({ group, at, onClose }: GroupMenuProps) {
  const t = useStrings().commands;
  const items = useGroupMenu(group);
  return <ContextMenu at={at} label={t.groups[group]} items={items} onClose={onClose} />;
}

/** The same behind a button. */
export function GroupMenuButton({ group }: { group: 'request' | 'session' }) {
  const t = useStrings().commands;
  const items = useGroupMenu(group);
  return (
    <Menu
      items={items}
      trigger={
        <IconButton label={t.more[group]}>
          <Ellipsis size={15} />
        </IconButton>
      }
    />
  );
}
