import { randomUUID } from 'node:crypto';
import { pseudonymKey } from './redaction/pseudonym.ts';

/** The common parts of a preview and the file that follows it. */
export interface Draft {
  readonly pseudonymKey: Uint8Array;
  /** The time of the export in the file. */
  readonly nowMs: number;
}

/** The maximum number of open drafts, more than dialogs are open at a time. The oldest are dropped. */
const rememberedDrafts = 20;

/**
 * Drafts of exports. A draft is made for a preview and can be used for one file, so that the pseudonyms of two files
 * never match.
 */
export class ExportDrafts {
  readonly #drafts = new Map<string, Draft>();

  /** The draft with this id. If it does not exist or is too old, a new one. */
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

  /** Removes the draft, so that it cannot be used again. */
  take(id: string | undefined, nowMs: number): Draft {
    const known = id === undefined ? undefined : this.#drafts.get(id);
    if (id !== undefined) this.#drafts.delete(id);
    return known ?? { pseudonymKey: pseudonymKey(), nowMs };
  }
}
