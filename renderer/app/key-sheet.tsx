import { COMMAND_GROUPS, COMMAND_IDS, type CommandId, factsOf } from '../../server/contract/commands/commands.ts';
import { keysHere } from '../commands/command-keys.ts';
import { capsOf } from '../commands/key-text.ts';
import { keyboardHere } from '../commands/keyboard-here.ts';
import { PANEL_KEYS } from '../commands/panel-keys.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './key-sheet.module.css';
import { KeyTable } from './key-table.tsx';
import { SingleKeysSwitch } from './single-keys-switch.tsx';

export interface KeySheetProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

const withKeys = COMMAND_IDS.filter((id) => keysHere(id, keyboardHere).length > 0);
const groups = COMMAND_GROUPS.map((group) => ({ group, ids: withKeys.filter((id) => factsOf(id).group === group) }));
const panels = Object.keys(PANEL_KEYS) as (keyof typeof PANEL_KEYS)[];

/** All keys of the window: of the commands, from their list, and of the panels. */
export function KeySheet({ isOpen, onOpenChange }: KeySheetProps) {
  const t = useStrings().commands;
  const rowOf = (id: CommandId) => ({
    does: t.titles[id],
    keys: keysHere(id, keyboardHere).map((key) => capsOf(key, keyboardHere)),
  });
  return (
    <Dialog isOpen={isOpen} onOpenChange={onOpenChange} title={t.keysTitle} lead={t.keysLead} isWide isText>
      <div className={styles.columns}>
        {groups.map(
          ({ group, ids }) =>
            ids.length > 0 && <KeyTable key={group} title={t.groups[group]} rows={ids.map((id) => rowOf(id))} />,
        )}
        {panels.map((panel) => (
          <KeyTable
            key={panel}
            title={t.panels[panel]}
            rows={PANEL_KEYS[panel].map(([does, keys]) => ({
              does: t.panelKeys[does],
              keys: keys.map((key) => (key.length > 1 ? key.split('+') : [key])),
            }))}
          />
        ))}
      </div>
      <div className={styles.foot}>
        <SingleKeysSwitch />
        <Button onClick={() => onOpenChange(false)}>{t.close}</Button>
      </div>
    </Dialog>
  );
}
