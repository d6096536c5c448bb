import { useCallback, useId, useMemo, useRef, useState } from 'react';
import { BROWSERS, type Browser } from '../../../server/contract/http/jar/browser-rules.ts';
import { useInspector } from '../../data/use-inspector.ts';
import {
  type Answer,
  ASKED_FROM,
  type AskedFrom,
  askBrowser,
  hasAttribute,
  TRIED_ATTRIBUTES,
  toggleAttribute,
} from '../../model/ask-browser.ts';
import { type AskedAttribute, useAskedAbout } from '../../navigation/ask-about.ts';
import { refusalSentence } from '../../sentences/cookie-refusal.ts';
import { lostCookieReason } from '../../sentences/lost-cookie.ts';
import { PhraseText } from '../../shared/phrase-text.tsx';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { AskSteps } from './ask-steps.tsx';
import styles from './cookies-view.module.css';

/**
 * Checks with the model of a browser whether it would store and send this cookie. Changed attributes apply immediately.
 */
export function AskCard({ setCookie }: { setCookie: string }) {
  const t = useCookieStrings().ask;
  const siteUrl = useInspector((state) => state.site?.url ?? 'http://localhost:5000');
  const [line, setLine] = useState(setCookie);
  const [setBy, setSetBy] = useState(`${siteUrl}/`);
  const [request, setRequest] = useState(`${siteUrl}/`);
  const [from, setFrom] = useState<AskedFrom>('own');
  const [browser, setBrowser] = useState<Browser>('chromium');
  const [secondsLater, setSecondsLater] = useState('0');
  const card = useRef<HTMLElement>(null);
  const seconds = Number(secondsLater);
  const take = useCallback(({ url, attribute }: AskedAttribute) => {
    if (url !== null) {
      setSetBy(url);
      setRequest(url);
    }
    const name = CSS.escape(attribute.toLowerCase());
    const control = card.current?.querySelector<HTMLElement>(`[data-attribute="${name}"]`);
    (control ?? card.current?.querySelector('input'))?.focus();
    card.current?.scrollIntoView({ block: 'center' });
  }, []);
  useAskedAbout(setCookie, take);
  const answer = useMemo(
    () => askBrowser({ line, setBy, request, from, browser, secondsLater: Number.isFinite(seconds) ? seconds : 0 }),
    [line, setBy, request, from, browser, seconds],
  );
  return (
    <section ref={card} className={styles.card} aria-label={t.title}>
      <div className={styles.head}>
        <h3>{t.title}</h3>
      </div>
      <Field label={t.line} value={line} onChange={setLine} />
      <div className={styles.row}>
        {TRIED_ATTRIBUTES.map((attribute) => (
          <label key={attribute} className={styles.check}>
            <input
              type="checkbox"
              data-attribute={attribute.split('=', 1)[0]?.toLowerCase()}
              checked={hasAttribute(line, attribute)}
              onChange={() => setLine(toggleAttribute(line, attribute))}
            />
            {attribute}
          </label>
        ))}
      </div>
      <Field label={t.setBy} value={setBy} onChange={setSetBy} />
      <Field label={t.request} value={request} onChange={setRequest} />
      <div className={styles.row}>
        <Choice label={t.from} value={from} values={ASKED_FROM} names={t.fromNames} onChange={setFrom} />
        <Choice label={t.browser} value={browser} values={BROWSERS} names={t.browserNames} onChange={setBrowser} />
        <Field label={t.secondsLater} value={secondsLater} onChange={setSecondsLater} />
      </div>
      <output className={styles.form}>{answer === null ? t.noUrl : <Answers answer={answer} />}</output>
      {answer !== null && <AskSteps answer={answer} />}
    </section>
  );
}

function Answers({ answer: { kept, isSent, missing } }: { answer: Answer }) {
  const strings = useStrings();
  const t = useCookieStrings().ask;
  const { fate, parsed, ignored } = kept;
  return (
    <>
      <p>
        <strong>{t.fate[fate.kind]}</strong>
        {fate.kind === 'refused' && (
          <>
            {' '}
            {refusalSentence(fate.refusals[0], strings.details)} <span className={styles.small}>{fate.rule}</span>
          </>
        )}
      </p>
      {ignored.map(({ index, why }) => (
        <p key={index} className={styles.small}>
          <HostileText text={parsed.attributes[index]?.name ?? ''} />
          {`: ${t.ignored[why]}`}
        </p>
      ))}
      {fate.kind !== 'refused' && fate.kind !== 'deleted' && (
        <p>
          <strong>{isSent ? t.sent : t.notSent}</strong>
          {missing !== null && (
            <>
              {' '}
              <PhraseText phrase={lostCookieReason(missing, strings)} />{' '}
              <span className={styles.small}>{missing.rule}</span>
            </>
          )}
        </p>
      )}
    </>
  );
}

interface FieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Field({ label, value, onChange }: FieldProps) {
  const id = useId();
  return (
    <div className={styles.grow}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <input
        id={id}
        className={styles.field}
        value={value}
        spellCheck={false}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}

interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly value: Value;
  readonly values: readonly Value[];
  readonly names: Readonly<Record<Value, string>>;
  readonly onChange: (value: Value) => void;
}

function Choice<Value extends string>({ label, value, values, names, onChange }: ChoiceProps<Value>) {
  const id = useId();
  return (
    <div className={styles.row}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select
        id={id}
        className={styles.select}
        value={value}
        onChange={(event) => onChange(values.find((each) => each === event.target.value) ?? value)}
      >
        {values.map((each) => (
          <option key={each} value={each}>
            {names[each]}
          </option>
        ))}
      </select>
    </div>
  );
}
