import type { Judgment } from '../../../../../server/contract/decision.ts';
import { usePreference } from '../../../../data/use-preference.ts';
import type { Question } from '../../../../sentences/story.ts';
import type { StoryStrings } from '../../../../strings/en/story.ts';
import type { Term } from '../../../../strings/text/terms.ts';
import { useStringsWithLater } from '../../../../strings/with-later.ts';
import { VisuallyHidden } from '../../../../ui/visually-hidden.tsx';
import { TermPhrase } from './term-phrase.tsx';
import { TermWord } from './term-word.tsx';
import styles from './why-table.module.css';

/** The term that a question is about. */
const TERM_OF: Readonly<Record<Question, Term>> = {
  created: 'session',
  saved: 'store',
  touched: 'touch',
  destroyed: 'destroy',
  'set-cookie': 'setCookie',
};

export interface WhyTableProps {
  readonly judgments: readonly Judgment[];
  readonly active: Question | null;
  readonly onActive: (question: Question | null) => void;
}

/**
 * Each question about the session with its answer and the rule that gave it. The values that the rule used are shown on
 * demand.
 */
export function WhyTable({ judgments, active, onActive }: WhyTableProps) {
  const {
    story: t,
    common: { colon },
  } = useStringsWithLater();
  const [showsInputs, setShowsInputs] = usePreference('story-inputs', (stored) => stored === 'true');
  if (judgments.length === 0) return <p className={styles.none}>{t.noDecision}</p>;
  return (
    <div>
      <div className={styles.frame}>
        <table className={styles.table} aria-label={t.why}>
          <thead>
            <tr>
              <th scope="col">
                <VisuallyHidden>{t.whyColumns.question}</VisuallyHidden>
              </th>
              <th scope="col">
                <VisuallyHidden>{t.whyColumns.rule}</VisuallyHidden>
              </th>
            </tr>
          </thead>
          <tbody>
            {judgments.map((judgment) => (
              <tr
                key={judgment.question}
                data-active={judgment.question === active || undefined}
                onMouseEnter={() => onActive(judgment.question)}
                onMouseLeave={() => onActive(null)}
              >
                <th scope="row">
                  <span className={styles.mark} data-answer={judgment.answer} aria-hidden="true">
                    {judgment.answer ? '✓' : '–'}
                  </span>
                  <TermWord term={TERM_OF[judgment.question]}>{t.question[judgment.question]}</TermWord>
                </th>
                <td>
                  <span className={styles.answer}>
                    {answerText(judgment, t)}
                    {colon}
                  </span>
                  <TermPhrase phrase={t.rules[judgment.rule](judgment)} />
                  {showsInputs && <Inputs judgment={judgment} />}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <label className={styles.toggle}>
        <input type="checkbox" checked={showsInputs} onChange={(event) => setShowsInputs(event.target.checked)} />
        {t.inputs}
      </label>
    </div>
  );
}

function Inputs({ judgment: { rule, inputs } }: { judgment: Judgment }) {
  const t = useStringsWithLater().story;
  const facts = Object.entries(inputs).map(([name, value]) => `${name}: ${String(value)}`);
  return <span className={styles.inputs}>{[`${t.ruleName}: ${rule}`, ...facts].join(' · ')}</span>;
}

function answerText({ question, answer }: Judgment, t: StoryStrings): string {
  if (question === 'set-cookie') return answer ? t.sent : t.withheld;
  return answer ? t.yes : t.no;
}
