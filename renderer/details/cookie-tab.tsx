import type { RequestRecord } from '../../server/contract/log-entry.ts';
import { usePreference } from '../ui/use-preference.ts';
import { CameCard } from './came-card.tsx';
import type { CookieForm } from './cookie-anatomy.tsx';
import body from './request-details.module.css';
import { SetCard } from './set-card.tsx';

/** The cookie that came and what became of it, and the cookie the server set, if it set one. */
export function CookieTab({ record }: { record: RequestRecord }) {
  const [form, setForm] = usePreference<CookieForm>('cookie-form', (stored) =>
    stored === 'sent' ? 'sent' : 'decoded',
  );
  return (
    <div className={body.body}>
      <CameCard record={record} form={form} onForm={setForm} />
      <SetCard record={record} form={form} onForm={setForm} />
    </div>
  );
}
