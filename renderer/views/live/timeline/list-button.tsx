import { List } from 'lucide-react';
import { memo } from 'react';
import { useStringsWithTimeline } from '../../../strings/with-timeline.ts';
import { IconButton } from '../../../ui/icon-button.tsx';

/** Changes between picture and list. */
export const ListButton = memo(function ListButton({ isList, onChange }: { isList: boolean; onChange: () => void }) {
  const t = useStringsWithTimeline().timelineWords;
  return (
    <IconButton label={t.asList} aria-pressed={isList} onClick={onChange}>
      <List size={15} />
    </IconButton>
  );
});
