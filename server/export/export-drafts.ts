import { randomUUID } from 'node:crypto';
import { pseudonymKey } from './redaction/pseudonym.ts';

/** What a preview and the file that follows it have in common. */
export interface Draft {
  readonly pseudonymKey: Uint8Array;
  /** When the file says that it was made. */
  readonly nowMs: number;
}

/** More dialogs are not open at a time; the oldest are forgotten. */
const rememberedDrafts = 20;

/**
 * Drafts of exports: made for a preview, and good for one file, whose secrets nobody can join with those of another.
 */
export class ExportDrafts {
  readonly #drafts = new Map<string, Draft>();

  /** The draft of this id, at this moment; a new one if it is not known (any more). */
  renew(id: string | undefined, nowMs: number): { id: string; draft: Draft } {
    const known = id === undefined ? undefined : this.#drafts.get(id);
    const draft = { pseudonymKey: known?.pseudonymKey ?? pseudonymKey(), nowMs };
    const draftId = known === undefined || id === undefined ? randomUUID() : id;
    this.#drafts.delete(draftId);
    this.#drafts.set(draftId, draft);
    const [oldest] = this.#drafts.keys();
    if (this.#drafts.size > rememberedDrafts && oldest !== undefined) this.#drafts.delete(oldest);
    return { id: draftId, draft };
  }

  /** Takes the draft away: it is used up. */
  take(id: string | undefined, nowMs: number): Draft {
    const known = id === undefined ? undefined : this.#drafts.get(id);
    if (id !== undefined) this.#drafts.delete(id);
    return known ?? { pseudonymKey: pseudonymKey(), nowMs };
  }
}
