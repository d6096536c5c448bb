import { type ReactNode, useId } from 'react';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './request-form.module.css';

/** What a control must carry to belong to its label and to what is said of it. */
export interface ControlProps {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby'?: string;
}

export interface FormFieldProps {
  readonly label: string;
  readonly hint?: string;
  readonly problems?: readonly string[];
  readonly children: (props: ControlProps) => ReactNode;
}

/** A control under its label, with a hint, and what is wrong with it, under it. */
export function FormField({ label, hint, problems = [], children }: FormFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasNote = hint !== undefined || problems.length > 0;
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {children({
        id,
        'aria-invalid': problems.length > 0,
        ...(hasNote ? { 'aria-describedby': noteId } : {}),
      })}
      {hasNote && (
        <div id={noteId} className={styles.note}>
          {hint}
          <div role="alert" className={styles.problems}>
            {byPlace(problems).map(({ key, item }) => (
              <p key={key}>
                <HostileText text={item} />
              </p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}
