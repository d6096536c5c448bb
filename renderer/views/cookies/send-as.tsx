import { Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { Json } from '../../../server/contract/json.ts';
import type { LogEntry } from '../../../server/contract/log-entry.ts';
import { useCommands, useInspector, useStore } from '../../data/use-inspector.ts';
import { entryLink } from '../../navigation/entry-link.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import { Menu } from '../../ui/menu.tsx';
import styles from './cookies-view.module.css';

export interface SendAsProps {
  /** Which cookie it is, where there are two on the screen. */
  readonly which?: 'this' | 'changed' | 'unchanged';
  readonly value: string;
  /** The actor requests the value of its first key from the site. */
  readonly payload: Json;
  readonly format: CookieFormat | null;
  /** Renders the button at its place; the answer is shown below. */
  readonly children: (button: ReactNode) => ReactNode;
}

/** The key that the site of the tutorial stores. */
const DEFAULT_KEY = 'Username';
/** Longer values no jar takes (server/contract/inputs.ts). */
const MAX_SENT = 4096;
const READ_BY = { 'server-side': 'express-session', 'client-side': 'flask' } as const;

/** A sent request and its result. */
interface Result {
  readonly of: string;
  readonly actorId: string;
  /** The newest entry before it. */
  readonly afterId: number;
  readonly text: string;
  readonly isDone: boolean;
}

/** Puts a cookie into the jar of an actor, sends a request with it, and shows the answer of the site. */
export function SendAs({ which = 'this', value, payload, format, children }: SendAsProps) {
  const t = useCookieStrings();
  const { sendCookieAs } = useCommands();
  const actors = useInspector((state) => state.actors);
  const engine = useInspector((state) => state.settings?.engine ?? 'server-side');
  const store = useStore();
  const [result, setResult] = useState<Result | null>(null);
  const entryId = useInspector(({ log }) => (result === null ? null : entryOf(log.entries, result)));
  const isTooLong = value.length > MAX_SENT;

  const send = async (id: string, name: string) => {
    const request = { of: value, actorId: id, afterId: store.getState().log.entries.at(-1)?.id ?? 0 };
    setResult({ ...request, text: t.sending(name, t.sendWhich[which]), isDone: false });
    const actor = await sendCookieAs(id, value, firstKey(payload));
    const answer = actor?.lastAnswer;
    setResult({
      ...request,
      text:
        answer == null
          ? t.sentNoAnswer(name, t.sendWhich[which])
          : t.sent(name, t.sendWhich[which], `${answer.status ?? ''} ${answer.text}`.trim()),
      isDone: true,
    });
  };
  const button = (
    <Menu
      trigger={
        <Button isUnavailable={isTooLong}>
          <Send size={14} />
          {t.sendAs[which]}
        </Button>
      }
      items={actors.map((actor) => ({
        id: actor.id,
        label: t.sendAsActor(actor.name),
        icon: <Send size={15} />,
        onChoose: () => void send(actor.id, actor.name),
      }))}
    />
  );
  const isShown = result !== null && result.of === value;
  return (
    <>
      {children(isTooLong ? null : button)}
      {isTooLong && <p className={styles.small}>{t.tooLongToSend}</p>}
      <output className={isShown ? styles.answer : undefined}>
        {isShown && (
          <>
            <span>
              <HostileText text={result.text} />
            </span>
            {result.isDone && format !== READ_BY[engine] && <span className={styles.small}>{t.siteReads[engine]}</span>}
            {entryId !== null && (
              <a className={styles.link} href={entryLink(entryId)}>
                {t.sentLink}
              </a>
            )}
          </>
        )}
      </output>
    </>
  );
}

function firstKey(payload: Json): string {
  const isObject = typeof payload === 'object' && payload !== null && !Array.isArray(payload);
  return (isObject ? Object.keys(payload).find((key) => key !== '' && !key.startsWith('_')) : undefined) ?? DEFAULT_KEY;
}

/**
 * The id of the request in the log. Null while it has not arrived, or if it is not recorded, so that there is no link.
 */
function entryOf(entries: readonly LogEntry[], { of, actorId, afterId }: Result): number | null {
  let found: number | null = null;
  for (let at = entries.length - 1; at >= 0; at--) {
    const entry = entries[at];
    if (entry === undefined || entry.id <= afterId) break;
    if (entry.kind === 'request' && entry.actor.id === actorId && entry.cookieValue === of) found = entry.id;
  }
  return found;
}
