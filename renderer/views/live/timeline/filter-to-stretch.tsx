import { ListFilter } from 'lucide-react';
import { useFilter, useFiltered } from '../../../data/use-inspector.ts';
import { withTimeRange } from '../../../model/filter-text.ts';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { IconButton } from '../../../ui/icon-button.tsx';
import type { View } from './model/scale.ts';

/** Shows the stretch of the picture in the table: the stretch becomes a part of the filter. */
export function FilterToStretch({ view }: { view: View }) {
  const t = useStringsWithLater().timelineWords;
  const filter = useFilter();
  const text = useFiltered((state) => state.text);
  const narrowed = withTimeRange(text, { fromMs: Math.floor(view.fromMs), toMs: Math.ceil(view.toMs) });
  return (
    <IconButton label={t.filterTo} aria-pressed={narrowed === text} onClick={() => toggle()}>
      <ListFilter size={15} />
    </IconButton>
  );

  function toggle(): void {
    filter.setText(narrowed === text ? withTimeRange(text, null) : narrowed, true);
  }
}
