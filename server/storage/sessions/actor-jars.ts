import type { Database } from 'better-sqlite3';
import { asError } from '../../base/thrown.ts';
import type { CommitQueue } from '../database/commit-queue.ts';

/** The storage of the simulated browsers' cookie jars, so that Alice is still logged in after a restart. */
export interface ActorJars {
  /** The saved jar, of this or an earlier version. Null if there is none, or it cannot be read. */
  load(actorId: string): unknown;
  /** Must be called for a loaded jar that is invalid. */
  noteUnreadable(actorId: string): void;
  save(actorId: string, jar: unknown, nowMs: number): void;
}

export interface ActorJarsOptions {
  readonly database: Database;
  readonly queue: CommitQueue;
  readonly onError: (error: Error) => void;
  readonly onUnreadable: (actorId: string) => void;
  /** A jar was written. */
  readonly onSaved: (actorId: string) => void;
}

export function createActorJars({ database, queue, onError, onUnreadable, onSaved }: ActorJarsOptions): ActorJars {
  const find = database.prepare<[string], string>('SELECT jar_json FROM actor_jars WHERE actor_id = ?').pluck();
  const upsert = database.prepare(`
    INSERT INTO actor_jars (actor_id, jar_json, updated_at_ms) VALUES (?, ?, ?)
    ON CONFLICT (actor_id) DO UPDATE SET jar_json = excluded.jar_json, updated_at_ms = excluded.updated_at_ms`);
  return {
    load: (actorId) => {
      try {
        return JSON.parse(find.get(actorId) ?? 'null');
      } catch (error) {
        if (error instanceof SyntaxError) onUnreadable(actorId);
        else onError(asError(error));
        return null;
      }
    },
    noteUnreadable: onUnreadable,
    save: (actorId, jar, nowMs) => {
      const json = JSON.stringify(jar);
      queue.write(
        () => upsert.run(actorId, json, nowMs),
        (error) => {
          if (error !== null) onError(error);
          else onSaved(actorId);
        },
      );
    },
  };
}
