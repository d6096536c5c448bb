import { FileText } from 'lucide-react';
import { useRecordings } from '../data/use-recordings.ts';
import { useStrings } from '../strings/use-strings.ts';
import { Button } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';

/** Stands in a view that needs the live site, while a file is shown. */
export function LiveOnly() {
  const t = useStrings().recording;
  const recordings = useRecordings();
  return (
    <EmptyState icon={<FileText size={24} strokeWidth={1.6} />} text={t.liveOnly}>
      <Button look="primary" onClick={() => recordings.close()}>
        {t.back}
      </Button>
    </EmptyState>
  );
}
