import type { RequestRecord } from '../../../../server/contract/log-entry.ts';
import { isSeenFromOutside } from '../../../../server/contract/seen-from-outside.ts';
import { usePreference } from '../../../data/use-preference.ts';
import type { CookieForm } from '../../../shared/cookie/coloured-cookie.tsx';
import { CameCard } from './came-card.tsx';
import { ExpectedCard } from './expected-card.tsx';
import { ReceivedCard } from './received-card.tsx';
import body from './request-details.module.css';
import { SeenCards } from './seen-cards.tsx';
import { SetCard } from './set-card.tsx';

/**
 * The received session cookie and its verdict, the session cookie of the response or the reason why there is none, and
 * all other received cookies.
 */
export function CookieTab({ record }: { record: RequestRecord }) {
  const [form, setForm] = usePreference<CookieForm>('cookie-form', (stored) =>
    stored === 'sent' ? 'sent' : 'decoded',
  );
  if (isSeenFromOutside(record)) {
    return (
      <div className={body.body}>
        <SeenCards record={record} />
        <ReceivedCard record={record} />
        <ExpectedCard record={record} />
      </div>
    );
  }
  return (
    <div className={body.body}>
      {/* Keyed by the request, so that sections which were opened for one cookie are closed for the next. */}
      <CameCard key={`came-${record.id}`} record={record} form={form} onForm={setForm} />
      <SetCard key={`set-${record.id}`} record={record} form={form} onForm={setForm} />
      <ReceivedCard record={record} />
      <ExpectedCard record={record} />
    </div>
  );
}
