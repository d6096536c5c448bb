import { Send } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { CookieFormat } from '../../server/contract/decoded-cookie.ts';
import type { Json } from '../../server/contract/json.ts';
import { useCommands, useInspector } from '../data/use-inspector.ts';
import { useCookieStrings } from '../strings/use-cookie-strings.ts';
import { Button } from '../ui/button.tsx';
import { HostileText } from '../ui/hostile-text.tsx';
import { Menu } from '../ui/menu.tsx';
import styles from './cookies-view.module.css';

export interface SendAsProps {
  readonly value: string;
  /** Its first key is what the actor asks the site for. */
  readonly payload: Json;
  readonly format: CookieFormat | null;
  /** Places the button; the answer stands below. */
  readonly children: (button: ReactNode) => ReactNode;
}

/** What the tutorial's site keeps in a session. */
const DEFAULT_KEY = 'Username';
/** Longer values no jar takes (server/contract/inputs.ts). */
const MAX_SENT = 4096;
const READ_BY = { 'server-side': 'express-session', 'client-side': 'flask' } as const;

/** Puts a cookie into the jar of an actor, who then asks the site with it; and tells what the site answered. */
export function SendAs({ value, payload, format, children }: SendAsProps) {
  const t = useCookieStrings();
  const { sendCookieAs } = useCommands();
  const actors = useInspector((state) => state.actors);
  const engine = useInspector((state) => state.settings?.engine ?? 'server-side');
  const [result, setResult] = useState<{ readonly of: string; readonly text: string; readonly isDone: boolean } | null>(
    null,
  );
  const isTooLong = value.length > MAX_SENT;

  const send = async (id: string, name: string) => {
    setResult({ of: value, text: t.sending(name), isDone: false });
    const actor = await sendCookieAs(id, value, firstKey(payload));
    const answer = actor?.lastAnswer;
    setResult({
      of: value,
      text: answer == null ? t.sentNoAnswer(name) : t.sent(name, `${answer.status ?? ''} ${answer.text}`.trim()),
      isDone: true,
    });
  };
  const button = (
    <Menu
      trigger={
        <Button isUnavailable={isTooLong}>
          <Send size={14} />
          {t.sendAs}
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
            {result.isDone && (
              <a className={styles.link} href="#live">
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
