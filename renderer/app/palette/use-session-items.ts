import { useEffect, useMemo, useState } from 'react';
import { sessionPageInput } from '../../../server/contract/session-page.ts';
import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { shortSid } from '../../model/short-sid.ts';
import { useShowSession } from '../../navigation/asked-session.ts';
import type { PaletteItem } from './palette-item.ts';

const MIN_TYPED = 2;
const MAX_SHOWN = 6;

/** Live sessions whose id starts with the query, from memory, and from the store if it has more. */
export function useSessionItems(query: string): readonly PaletteItem[] {
  const typed = query.trim();
  const isPrefix = typed.length >= MIN_TYPED && /^[\w-]+$/.test(typed);
  const sessions = useInspector((state) => state.sessions);
  const owners = useInspector((state) => state.owners);
  const stored = useStoredSids(isPrefix ? typed : '');
  const showSession = useShowSession();
  return useMemo(() => {
    if (!isPrefix) return [];
    const known = sessions.filter(({ sid }) => sid.startsWith(typed)).map(({ sid }) => sid);
    return [...new Set([...known, ...stored])].slice(0, MAX_SHOWN).map((sid) => ({
      id: `session ${sid}`,
      group: 'sessions',
      title: shortSid(sid),
      detail: owners.get(sid)?.name ?? '',
      also: sid,
      keys: [],
      isPrivate: true,
      run: () => showSession(sid),
    }));
  }, [isPrefix, typed, sessions, owners, stored, showSession]);
}

/** Requested only if not every session is in memory. */
function useStoredSids(prefix: string): readonly string[] {
  const { sessionPage } = useCommands();
  const hasMore = useInspector((state) => (state.status?.sessionCount ?? 0) > state.sessions.length);
  const [answer, setAnswer] = useState<{ readonly prefix: string; readonly sids: readonly string[] }>(NONE);
  useEffect(() => {
    if (prefix === '' || !hasMore) return;
    let isWanted = true;
    void sessionPage(sessionPageInput.parse({ text: prefix })).then((page) => {
      if (isWanted && page !== null) setAnswer({ prefix, sids: page.rows.map(({ sid }) => sid) });
    });
    return () => {
      isWanted = false;
    };
  }, [prefix, hasMore, sessionPage]);
  return useMemo(() => answer.sids.filter((sid) => prefix !== '' && sid.startsWith(prefix)), [answer, prefix]);
}

const NONE = { prefix: '', sids: [] };
