import { useEffect, useRef } from 'react';
import type { MenuCommand } from '../../server/contract/shell-api.ts';
import { shellApi } from './shell-api.ts';

/** Carries out what is chosen in the desktop's menu. In a browser tab there is no such menu. */
export function useMenuCommands(run: (command: MenuCommand) => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => shellApi?.onMenuCommand((command) => latest.current(command)), []);
}
