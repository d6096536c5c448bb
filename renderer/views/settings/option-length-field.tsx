import type { EngineOption, OptionLength, OptionValue } from '../../model/engine-options.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { NumberField } from './number-field.tsx';

export interface OptionLengthFieldProps {
  readonly option: EngineOption;
  readonly length: OptionLength;
  readonly value: OptionValue;
  readonly onChange: (value: number | null) => void;
}

/** A length of time among the options of an engine, in the unit its framework counts in. */
export function OptionLengthField({ option, length, value, onChange }: OptionLengthFieldProps) {
  const t = useStringsWithLater().settings;
  const unit = t.units[length.unit];
  return (
    <NumberField
      name={option.name}
      isCode
      value={typeof value === 'number' ? value : null}
      bounds={length}
      presets={length.presets.map((preset) => ({
        value: preset,
        label: preset === null ? t.browserSession : t.preset(preset * length.unitMs),
      }))}
      unit={unit}
      hint={(read) => (read === null ? t.nothing : t.sameAs(read * length.unitMs))}
      wrong={t.outOfRange(length.min, length.max, unit)}
      onChange={onChange}
    />
  );
}
