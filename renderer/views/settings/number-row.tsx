import { useStringsWithLater } from '../../strings/with-later.ts';
import { NumberField } from './number-field.tsx';
import type { NumberBounds } from './read-number.ts';
import { type RowNote, SettingRow } from './setting-row.tsx';

export interface NumberRowProps {
  readonly name: string;
  readonly why: string;
  readonly value: number;
  readonly first: number;
  readonly bounds: NumberBounds;
  /** The value of one unit of the typed number; 1 if the number is the value. */
  readonly scale?: number;
  readonly unit?: string;
  readonly presets: readonly number[];
  readonly presetText: (value: number) => string;
  /** How a number is written that is typed, and a bound; default: with its thousands apart. */
  readonly numberText?: (typed: number) => string;
  /** The meaning of a value in words, shown before the field. */
  readonly hint?: (value: number) => string;
  readonly notes?: readonly RowNote[];
  /** Shown below the control. */
  readonly question?: React.ReactNode;
  readonly onChange: (value: number) => void;
}

/** A setting that is a number. A value out of bounds is not applied, and the bounds are shown. */
export function NumberRow(props: NumberRowProps) {
  const { name, value, first, bounds, scale = 1, unit, presets, presetText, hint, onChange } = props;
  const { appSettings, format } = useStringsWithLater();
  const { numberText = format.count } = props;
  const withUnit = (typed: number) => (unit === undefined ? numberText(typed) : `${numberText(typed)} ${unit}`);
  const [min, max] = [bounds.min / scale, bounds.max / scale];
  return (
    <SettingRow
      name={name}
      why={props.why}
      first={presetText(first)}
      isChanged={value !== first}
      onReset={() => onChange(first)}
      notes={props.notes ?? []}
    >
      <NumberField
        name={name}
        value={value / scale}
        bounds={{ min, max }}
        presets={presets.map((preset) => ({ value: preset / scale, label: presetText(preset) }))}
        {...(unit === undefined ? {} : { unit })}
        hint={(typed) => (typed === null || hint === undefined ? '' : hint(typed * scale))}
        wrong={appSettings.outOfRange(withUnit(min), withUnit(max))}
        onChange={(typed) => {
          if (typed !== null) onChange(typed * scale);
        }}
      />
      {props.question}
    </SettingRow>
  );
}
