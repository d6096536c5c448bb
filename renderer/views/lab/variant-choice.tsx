import { useLabStrings } from '../../strings/lab-words.ts';
import { Segmented } from '../../ui/segmented.tsx';
import type { Progress } from './lab-progress.ts';

export interface VariantChoiceProps {
  readonly variants: readonly string[];
  readonly names: Readonly<Record<string, string>>;
  readonly chosen: string;
  readonly stateOf: (variant: string) => Progress | null;
  readonly onChoose: (variant: string) => void;
}

/** The same experiment by another engine, or with its remedy; each says whether it was run. */
export function VariantChoice({ variants, names, chosen, stateOf, onChoose }: VariantChoiceProps) {
  const t = useLabStrings();
  if (variants.length < 2) return null;
  return (
    <Segmented
      label={t.variant}
      value={chosen}
      options={variants.map((value) => ({
        value,
        label: `${names[value] ?? value}${stateOf(value) === null ? '' : ' ✓'}`,
      }))}
      onChange={onChoose}
    />
  );
}
