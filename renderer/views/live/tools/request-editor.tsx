import type { OutgoingRequest } from '../../../../server/contract/outgoing-request.ts';
import type { RequestDraft } from '../../../model/request-draft.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Dialog } from '../../../ui/dialog.tsx';
import { RequestForm } from './request-form.tsx';

export interface RequestEditorProps {
  readonly isOpen: boolean;
  readonly draft: RequestDraft | null;
  readonly onClose: () => void;
  /** False if it was not sent. */
  readonly onSend: (request: OutgoingRequest) => Promise<boolean>;
}

/** A request to be written or changed, and sent to the site. */
export function RequestEditor({ isOpen, draft, onClose, onSend }: RequestEditorProps) {
  const t = useStrings().requests;
  const title = draft?.resendOf == null ? t.composeTitle : t.editTitle(draft.resendOf);
  return (
    <Dialog isOpen={isOpen} onOpenChange={(open) => !open && onClose()} title={title} lead={t.editLead} isWide>
      {draft !== null && (
        <RequestForm
          start={draft}
          onCancel={onClose}
          onSend={async (request) => {
            if (await onSend(request)) onClose();
          }}
        />
      )}
    </Dialog>
  );
}
