import { SearchX } from 'lucide-react';
import { useFilter } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';

/** Shown in the table if no entry matches the filter, or none has been found yet. */
export function FilterEmpty({ isSearching }: { isSearching: boolean }) {
  const t = useStrings().filter;
  const filter = useFilter();
  const icon = <SearchX size={24} strokeWidth={1.6} />;
  if (isSearching) return <EmptyState icon={icon} text={t.noneYet} />;
  return (
    <EmptyState icon={icon} text={t.none}>
      <Button onClick={() => filter.setText('', true)}>{t.clear}</Button>
    </EmptyState>
  );
}
