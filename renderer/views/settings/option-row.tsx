import type { Settings } from '../../../server/contract/settings.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import {
  changeOf,
  codeOf,
  defaultOf,
  type EngineOption,
  FRAMEWORKS,
  frameworkDefaultOf,
  isChanged,
  type OptionValue,
  readOption,
} from '../../model/engine-options.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { OptionChoices } from './option-choices.tsx';
import { OptionLengthField } from './option-length-field.tsx';
import { OptionNameField } from './option-name-field.tsx';
import type { OptionNote } from './option-notes.ts';
import { SettingRow } from './setting-row.tsx';

export interface OptionRowProps {
  readonly option: EngineOption;
  readonly settings: Settings;
  readonly notes: readonly OptionNote[];
}

/** One option of an engine, under its name in the framework. */
export function OptionRow({ option, settings, notes }: OptionRowProps) {
  const t = useStringsWithLater().settings;
  const { changeSettings } = useCommands();
  const defaultName = useInspector((state) => state.site?.defaultCookieNames[option.engine] ?? '');
  const value = readOption(settings, option.id);
  const first = defaultOf(option.id);
  const frameworkFirst = frameworkDefaultOf(option.id);
  const change = (next: OptionValue) => {
    const asked = changeOf(option.id, next);
    if (asked !== null) void changeSettings(asked);
  };
  return (
    <SettingRow
      name={option.name}
      isCode
      why={t.options[option.id]}
      first={codeOf(option, first) ?? defaultName}
      {...(frameworkFirst === first
        ? {}
        : { frameworkFirst: { of: FRAMEWORKS[option.engine], value: codeOf(option, frameworkFirst) ?? defaultName } })}
      isChanged={isChanged(settings, option.id)}
      onReset={() => change(first)}
      notes={notes.map(({ note, tone }) => ({ text: t.notes[note], tone }))}
    >
      {option.isName ? (
        <OptionNameField
          option={option}
          value={typeof value === 'string' ? value : null}
          defaultName={defaultName}
          accepts={(name) => changeOf(option.id, name) !== null}
          onChange={change}
        />
      ) : option.length === null ? (
        <OptionChoices option={option} value={value} onChange={change} />
      ) : (
        <OptionLengthField option={option} length={option.length} value={value} onChange={change} />
      )}
    </SettingRow>
  );
}
