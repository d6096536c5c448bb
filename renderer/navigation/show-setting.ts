import { whenThere } from '../ui/when-there.ts';
import { showView } from './use-view.ts';

/** Leads to one setting, by its name as the view has it, with the focus on its control. */
export function showSetting(name: string): void {
  showView('settings');
  whenThere(
    () => {
      const row = document.querySelector(`[data-setting="${CSS.escape(name)}"]`);
      return row?.querySelector<HTMLElement>('input:checked') ?? row?.querySelector<HTMLElement>('input, button');
    },
    (control) => {
      control.focus();
      control.closest('[data-setting]')?.scrollIntoView({ block: 'center' });
    },
  );
}
