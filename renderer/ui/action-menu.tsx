import { type MenuItem, MenuItems } from './menu-items.tsx';
import { MenuPopup, type OpenMenu } from './menu-popup.tsx';

export interface ActionMenuProps extends OpenMenu {
  readonly items: readonly MenuItem[];
  readonly align: 'start' | 'end';
}

/** A list of actions under its button. */
export function ActionMenu({ items, ...place }: ActionMenuProps) {
  return (
    <MenuPopup {...place}>
      <MenuItems items={items} />
    </MenuPopup>
  );
}
