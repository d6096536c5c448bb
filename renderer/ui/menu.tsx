import type { ReactElement } from 'react';
import { MenuButton } from './menu-button.tsx';
import type { MenuItem } from './menu-items.tsx';
import { loadable } from './use-loaded.ts';

export interface MenuProps {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly items: readonly MenuItem[];
  /** Which edge of the button the menu keeps to. */
  readonly align?: 'start' | 'end';
}

/** The list of actions, loaded when the first menu is opened. */
export const actionMenu = loadable(async () => (await import('./action-menu.tsx')).ActionMenu);

/** A list of actions behind a button, for mouse and keyboard. */
export function Menu({ trigger, items, align = 'end' }: MenuProps) {
  return <MenuButton trigger={trigger} menu={actionMenu} menuProps={{ items, align }} />;
}
