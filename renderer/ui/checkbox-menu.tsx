import type { ReactElement } from 'react';
import type { CheckboxChoices } from './checkbox-list.tsx';
import { MenuButton } from './menu-button.tsx';
import { loadable } from './use-loaded.ts';

export interface CheckboxMenuProps extends CheckboxChoices {
  /** The button that opens it. */
  readonly trigger: ReactElement<Record<string, unknown>>;
}

const checkboxList = loadable(async () => (await import('./checkbox-list.tsx')).CheckboxList);

/** A list of things to switch on and off behind a button. It stays open while they are. */
export function CheckboxMenu({ trigger, ...choices }: CheckboxMenuProps) {
  return <MenuButton trigger={trigger} menu={checkboxList} menuProps={choices} />;
}
