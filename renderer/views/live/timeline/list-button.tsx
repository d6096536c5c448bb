import { List } from 'lucide-react';
import { memo } from 'react';
import { useStringsWithLater } from '../../../strings/with-later.ts';
import { IconButton } from '../../../ui/icon-button.tsx';

/** Changes between picture and list. */
export const ListButton = memo(function ListButton({ isList, onChange }: { isList: boolean; onChange: () => void }) {
  const t = useStringsWithLater().timelineWords;
  return (
    <IconButton label={t.asList} aria-pressed={isList} onClick={onChange}>
      <List size={15} />
    </IconButton>
  );
});
