import { useEffect, useState } from 'react';
import type { Decoding, SecretsState } from '../../../server/contract/workbench.ts';
import { useCommands } from '../../data/use-inspector.ts';
import type { Bench } from '../../navigation/bench.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import { byPlace } from '../../ui/by-place.ts';
import { TextField } from '../../ui/text-field.tsx';
import { signedBy } from './cookie-verdict.ts';
import styles from './cookies-view.module.css';

/** A secret to sign with: one of the site's, which is not shown; one of the workbench; or a typed one. */
export type ChosenSecret =
  | { readonly kind: 'site'; readonly number: number }
  | { readonly kind: 'own' | 'typed'; readonly text: string };

/** The state of the site's secrets. Null until it has arrived. */
export function useSecretsState(): SecretsState | null {
  const { secretsState } = useCommands();
  const [state, setState] = useState<SecretsState | null>(null);
  useEffect(() => {
    let isWanted = true;
    void secretsState().then((answer) => {
      if (isWanted) setState(answer);
    });
    return () => {
      isWanted = false;
    };
  }, [secretsState]);
  return state;
}

/** The secret that signed the cookie, if it is one of those here; else a likely one. */
export function useFirstSecret({ decoded, givenSecrets }: Decoding, bench: Bench): ChosenSecret {
  const by = signedBy(decoded, givenSecrets);
  const own = by?.isGiven === true ? bench.secrets[by.number - 1] : undefined;
  if (own !== undefined) return { kind: 'own', text: own };
  if (by !== null && !by.isGiven) return { kind: 'site', number: by.number };
  if (decoded.weakSecret !== null) return { kind: 'typed', text: decoded.weakSecret };
  const [first] = bench.secrets;
  return first === undefined ? { kind: 'site', number: 1 } : { kind: 'own', text: first };
}

export interface SecretChoiceProps {
  readonly bench: Bench;
  readonly secret: ChosenSecret;
  readonly onChoose: (secret: ChosenSecret) => void;
}

/** Which secret to sign with. */
export function SecretChoice({ bench, secret, onChoose }: SecretChoiceProps) {
  const t = useCookieStrings();
  const site: readonly { readonly isWeak: boolean }[] = useSecretsState()?.secrets ?? [{ isWeak: false }];
  const choose = (value: string) => {
    const [kind, index] = value.split(':');
    if (kind === 'site') onChoose({ kind, number: Number(index) });
    else if (kind === 'own') onChoose({ kind, text: bench.secrets[Number(index)] ?? '' });
    else onChoose({ kind: 'typed', text: '' });
  };
  return (
    <>
      <label className={styles.row}>
        <span className={styles.label}>{t.signWith}</span>
        <select
          className={styles.select}
          value={optionOf(secret, bench)}
          onChange={(event) => choose(event.target.value)}
        >
          {byPlace(site).map(({ key, item: { isWeak } }, place) => (
            <option key={key} value={`site:${place + 1}`}>
              {t.siteSecret(place + 1, isWeak)}
            </option>
          ))}
          {bench.secrets.map((text, place) => (
            <option key={text} value={`own:${place}`}>
              {t.ownSecret(place + 1)}
            </option>
          ))}
          <option value="typed">{t.typedSecret}</option>
        </select>
      </label>
      {secret.kind === 'typed' && (
        <TextField
          label={t.typedSecretLabel}
          value={secret.text}
          onChange={(text) => onChoose({ kind: 'typed', text })}
        />
      )}
    </>
  );
}

function optionOf(secret: ChosenSecret, bench: Bench): string {
  if (secret.kind === 'site') return `site:${secret.number}`;
  return secret.kind === 'own' ? `own:${bench.secrets.indexOf(secret.text)}` : 'typed';
}
