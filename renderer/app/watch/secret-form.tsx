import { useCommands } from '../../data/use-inspector.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { OneFieldForm } from './one-field-form.tsx';

/** Takes the secret key of the watched app. It is kept where the secrets of the tutorial site are. */
export function SecretForm({ onDone }: { onDone: () => void }) {
  const t = useWatchStrings();
  const { addSecret } = useCommands();
  const save = async (secret: string) => {
    if ((await addSecret(secret)) !== null) onDone();
  };
  return <OneFieldForm label={t.secretName} type="password" onSave={save} onCancel={onDone} />;
}
