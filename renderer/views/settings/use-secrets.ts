import { useEffect, useState } from 'react';
import type { LogEntry } from '../../../server/contract/log-entry.ts';
import type { SecretsState } from '../../../server/contract/workbench.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';

/** The result of the last change, for screen readers. */
export type SecretsNews =
  | { readonly kind: 'rotated' }
  | { readonly kind: 'added' }
  | { readonly kind: 'removed' }
  | { readonly kind: 'moved'; readonly to: number };

export interface Secrets {
  /** Null until the first result. */
  readonly state: SecretsState | null;
  readonly news: SecretsNews | null;
  rotate(): Promise<void>;
  /** Adds a secret that signs from the next request on. False if it was refused; the window then shows the reason. */
  add(text: string): Promise<boolean>;
  /** Counted from 1. */
  move(from: number, to: number): Promise<void>;
  remove(number: number): Promise<void>;
}

/**
 * The signing secrets without their texts, and the commands to change them. It also follows changes of other windows.
 */
export function useSecrets(): Secrets {
  const { secretsState, rotateSecrets, addSecret, moveSecret, removeSecret } = useCommands();
  const [told, setTold] = useState<{ readonly state: SecretsState; readonly asOf: number } | null>(null);
  const [news, setNews] = useState<SecretsNews | null>(null);
  const lastChange = useInspector(({ log }) => lastChangeIn(log.entries));

  useEffect(() => {
    let isGone = false;
    void secretsState().then((answer) => {
      if (!isGone && answer !== null) setTold({ state: answer, asOf: lastChange });
    });
    return () => {
      isGone = true;
    };
  }, [secretsState, lastChange]);

  const change = async (work: Promise<SecretsState | null>, done: SecretsNews): Promise<boolean> => {
    const after = await work;
    // A failure was reported already, and nothing was changed.
    if (after === null) return false;
    setTold({ state: after, asOf: lastChange });
    setNews(done);
    return true;
  };
  return {
    state: told?.state ?? null,
    news,
    async rotate() {
      await change(rotateSecrets(), { kind: 'rotated' });
    },
    add: (text) => change(addSecret(text), { kind: 'added' }),
    async move(from, to) {
      await change(moveSecret(from, to), { kind: 'moved', to });
    },
    async remove(number) {
      await change(removeSecret(number), { kind: 'removed' });
    },
  };
}

/** The id of the newest entry about a change of secrets. 0 if there is none. */
function lastChangeIn(entries: readonly LogEntry[]): number {
  const entry = entries.findLast((each) => each.kind === 'notice' && each.notice.code === 'secrets-changed');
  return entry?.id ?? 0;
}
