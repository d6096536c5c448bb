import { useRef, useState } from 'react';
import type { ExportScope } from '../../../server/contract/export-options.ts';
import { exportFormatSchema } from '../../../server/contract/export-options.ts';
import { useFiltered, useInspector } from '../../data/use-inspector.ts';
import { usePreference } from '../../data/use-preference.ts';
import type { ExportKind, ExportWish } from '../../navigation/open-export.ts';
import { useSelectedSession } from '../../navigation/selected-session.ts';

export const EXPORT_KINDS: readonly ExportKind[] = [...exportFormatSchema.options, 'report'];

/** The choices of the dialog, the possible values, and the resulting options. */
export interface Choices {
  readonly of: ExportScope['of'];
  readonly chooseOf: (of: ExportScope['of']) => void;
  readonly kind: ExportKind;
  readonly chooseKind: (kind: ExportKind) => void;
  readonly raw: boolean;
  readonly setRaw: (raw: boolean) => void;
  /** The filter in force, or the filter of the request that opened the dialog; empty if there is none. */
  readonly filter: string;
  /** Null if there is no session to choose. */
  readonly sid: string | null;
  readonly chooseSid: (sid: string) => void;
  /** The sids to choose from, with the shown session first. */
  readonly sids: readonly string[];
  readonly scope: ExportScope;
}

/** A longer list would not be useful. Further sessions can be exported from Sessions. */
const MAX_SIDS = 50;

/** Each opening starts from the safe choice again, secrets replaced; the format is remembered. */
export function useChoices(wish: ExportWish): Choices {
  const applied = useFiltered((state) => state.applied);
  const sessions = useInspector((state) => state.sessions);
  const looked = useSelectedSession();
  const [remembered, setRemembered] = usePreference<ExportKind>('export-format', parseKind);
  const [kind, setKind] = useState(wish.kind ?? remembered);
  const [raw, setRaw] = useState(false);
  const filter = wish.scope?.of === 'filter' ? wish.scope.filter : applied;
  const [wanted, setWanted] = useState<ExportScope['of']>(wish.scope?.of ?? (applied === '' ? 'all' : 'filter'));
  const wished = wish.scope?.of === 'session' ? wish.scope.sid : looked;
  const [chosenSid, setChosenSid] = useState(wished);
  // The first one that there was stays chosen: a session that comes in meanwhile must not be saved in its place.
  const firstSid = useRef<string | null>(null);
  firstSid.current ??= wished ?? sessions[0]?.sid ?? null;
  const sids = [
    ...new Set([wished, chosenSid, firstSid.current, ...sessions.slice(0, MAX_SIDS).map(({ sid }) => sid)]),
  ].filter((sid) => sid !== null);
  const sid = chosenSid ?? firstSid.current;
  const isThere = { all: true, filter: filter !== '', session: sid !== null };
  const of = isThere[wanted] ? wanted : 'all';
  return {
    of,
    chooseOf: setWanted,
    kind,
    chooseKind(next) {
      setKind(next);
      setRemembered(next);
    },
    raw,
    setRaw,
    filter,
    sid,
    chooseSid(next) {
      setChosenSid(next);
      setWanted('session');
    },
    sids,
    scope: of === 'filter' ? { of, filter } : of === 'session' && sid !== null ? { of: 'session', sid } : { of: 'all' },
  };
}

function parseKind(stored: string | null): ExportKind {
  return EXPORT_KINDS.find((kind) => kind === stored) ?? 'ndjson';
}
