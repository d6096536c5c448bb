import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import styles from './glossary-dialog.module.css';

export interface GlossaryDialogProps {
  readonly isOpen: boolean;
  readonly onOpenChange: (isOpen: boolean) => void;
}

/** The glossary of the reports, as a dialog. */
export function GlossaryDialog({ isOpen, onOpenChange }: GlossaryDialogProps) {
  const { commands: t, glossary } = useStringsWithLater();
  // The entry on pseudonyms is about reports. The window shows no pseudonyms.
  const {
    lead,
    terms: { pseudonym: _, ...terms },
  } = glossary;
  return (
    <Dialog
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      title={t.titles['show-words']}
      lead={lead}
      isWide="three-columns"
      isText
    >
      <dl className={styles.words}>
        {Object.entries(terms).map(([id, { name, means }]) => (
          <div key={id} className={styles.word}>
            <dt>{name}</dt>
            <dd>{means}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.foot}>
        <Button onClick={() => onOpenChange(false)}>{t.close}</Button>
      </div>
    </Dialog>
  );
}
