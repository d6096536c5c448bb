import type { Notice } from '../contract/log-entry.ts';
import type { WriteObstacle } from '../contract/storage-state.ts';
import type { Losses } from '../record/losses.ts';
import { lossesSentence, obstacleSentence } from '../storage/database/recovery/sentences.ts';

/**
 * Reports when writes are refused and when they work again: in every window, on the terminal, and afterwards in the
 * log.
 */
export interface RefusedWrites {
  began(obstacle: WriteObstacle): void;
  ended(obstacle: WriteObstacle): void;
  /** Reports the losses before the app ends, if writes are still refused. */
  close(): void;
}

export interface RefusedWritesOptions {
  readonly losses: Losses;
  readonly nowMs: () => number;
  readonly say: (line: string) => void;
  readonly addNotice: (notice: Notice) => void;
  /** Called when the windows must be updated. */
  readonly onChange: () => void;
}

export function createRefusedWrites({ losses, nowMs, say, addNotice, onChange }: RefusedWritesOptions): RefusedWrites {
  let before: Losses | null = null;
  const lost = (): Losses => ({
    notSaved: losses.notSaved - (before?.notSaved ?? 0),
    lostRecords: losses.lostRecords - (before?.lostRecords ?? 0),
  });
  return {
    began({ obstacle }) {
      before = { notSaved: losses.notSaved, lostRecords: losses.lostRecords };
      say(obstacleSentence(obstacle));
      onChange();
    },
    ended({ obstacle, sinceMs }) {
      addNotice({ code: 'writes-refused', obstacle, fromMs: sinceMs, toMs: nowMs(), ...lost() });
      say(`Writing works again. ${lossesSentence(lost())}`);
      before = null;
      onChange();
    },
    close() {
      if (before !== null) say(`Nothing could be written until the end. ${lossesSentence(lost())}`);
      before = null;
    },
  };
}
