import { type ReactNode, useId } from 'react';
import { byPlace } from '../../../ui/by-place.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './request-form.module.css';

/** The attributes that connect a control with its label and its messages. */
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

/** A control below its label, with a hint and its error below it. */
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
