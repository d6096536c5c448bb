import { Check, Minus, X } from 'lucide-react';
import type { JarStep } from '../../../server/contract/http/jar/jar-steps.ts';
import type { Answer } from '../../model/ask-browser.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './ask-steps.module.css';

const ICONS = { met: Check, decides: X, 'not-reached': Minus };

/** The conditions that the browser checks one after the other, up to the one that decided. */
export function AskSteps({ answer: { storage, retrieval } }: { answer: Answer }) {
  const t = useCookieStrings().ask;
  return (
    <details className={styles.steps}>
      <summary>{t.steps}</summary>
      <StepList steps={storage} words={t.storage} />
      {retrieval.length > 0 && <StepList steps={retrieval} words={t.retrieval} />}
    </details>
  );
}

interface StepListProps<Code extends string> {
  readonly steps: readonly JarStep<Code>[];
  readonly words: Readonly<Record<Code, string>>;
}

function StepList<Code extends string>({ steps, words }: StepListProps<Code>) {
  const t = useCookieStrings().ask;
  return (
    <ol>
      {steps.map(({ code, rule, state }) => {
        const Icon = ICONS[state];
        return (
          <li key={code} data-state={state}>
            <Icon size={14} aria-hidden="true" />
            <span>
              {words[code]} <VisuallyHidden>{t.stepState[state]}</VisuallyHidden>
            </span>
            <span className={styles.rule}>{rule}</span>
          </li>
        );
      })}
    </ol>
  );
}
