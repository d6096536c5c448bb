import { FolderOpen } from 'lucide-react';
import { useStrings } from '../../strings/use-strings.ts';
import { IconButton } from '../../ui/icon-button.tsx';
import { useChooseFile } from './use-choose-file.ts';

/** Opens a file beside the live log. */
export function OpenButton() {
  const t = useStrings().recording;
  const choose = useChooseFile();
  return (
    <IconButton label={t.openHint} isFramed onClick={choose}>
      <FolderOpen size={15} />
    </IconButton>
  );
}
