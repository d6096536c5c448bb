import { Popover } from '@base-ui/react/popover';
import type { ReactNode } from 'react';
import { useCommandRegistry } from '../../../../commands/use-commands.ts';
import type { Term } from '../../../../strings/text/terms.ts';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { Button } from '../../../../ui/button.tsx';
import { usePopupPlace } from '../../../../ui/popup-place.ts';
import styles from './term-word.module.css';

export interface TermWordProps {
  readonly term: Term;
  readonly children: ReactNode;
}

/** A word of a sentence that opens its entry of the glossary beside it. Esc, or a press elsewhere, closes the entry. */
export function TermWord({ term, children }: TermWordProps) {
  const { commands, glossary, story } = useStringsWithLater();
  const registry = useCommandRegistry();
  const { name, means } = glossary.terms[term];
  return (
    <Popover.Root>
      {/* A span, because a button element cannot wrap like the words around it. */}
      <Popover.Trigger
        nativeButton={false}
        render={<span />}
        className={styles.word}
        aria-description={story.meaningHint}
      >
        {children}
      </Popover.Trigger>
      <Popover.Portal container={usePopupPlace()}>
        <Popover.Positioner
          className={styles.positioner}
          side="bottom"
          align="start"
          sideOffset={6}
          collisionPadding={8}
        >
          <Popover.Popup className={styles.popup}>
            <Popover.Title className={styles.name}>{name}</Popover.Title>
            <Popover.Description className={styles.means}>{means}</Popover.Description>
            <Popover.Close
              render={
                <Button look="quiet" onClick={() => void registry.run('show-words')}>
                  {commands.titles['show-words']}
                </Button>
              }
            />
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
