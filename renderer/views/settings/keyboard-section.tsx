import { Keyboard } from 'lucide-react';
import { useCommandRegistry } from '../../commands/use-commands.ts';
import { useSingleKeys } from '../../commands/use-single-keys.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { ChoiceRow } from './choice-row.tsx';
import { SettingsSection } from './settings-section.tsx';

/** The settings of the keyboard. */
export function KeyboardSection() {
  const t = useStrings().commands;
  const registry = useCommandRegistry();
  const { areOn, setOn } = useSingleKeys();
  return (
    <SettingsSection
      id="keyboard"
      icon={<Keyboard size={15} />}
      title={t.keyboard}
      end={
        <Button look="quiet" onClick={() => void registry.run('show-keys')}>
          {t.titles['show-keys']}
        </Button>
      }
    >
      <ChoiceRow
        name={t.singleKeys}
        why={t.singleKeysWhy}
        options={[
          { value: 'on', label: t.on },
          { value: 'off', label: t.off },
        ]}
        value={areOn ? 'on' : 'off'}
        first="on"
        onChange={(value) => setOn(value === 'on')}
      />
    </SettingsSection>
  );
}
