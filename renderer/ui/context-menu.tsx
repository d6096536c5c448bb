import { useState } from 'react';
import type { ContextMenuProps } from './context-menu-popup.tsx';
import { loadable, useLoaded } from './use-loaded.ts';

const contextMenuPopup = loadable(async () => (await import('./context-menu-popup.tsx')).ContextMenuPopup);

/** A list of actions at the place where it was requested. It is loaded and mounted when it is first requested. */
export function ContextMenu(props: ContextMenuProps) {
  const [wasOpened, setWasOpened] = useState(false);
  if (props.at !== null && !wasOpened) setWasOpened(true);
  const Popup = useLoaded(contextMenuPopup, wasOpened);
  return Popup === null ? null : <Popup {...props} />;
}
