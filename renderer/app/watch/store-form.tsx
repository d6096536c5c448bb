import { useCommands } from '../../data/use-inspector.ts';
import { useWatchStrings } from '../../strings/use-watch-strings.ts';
import { OneFieldForm } from './one-field-form.tsx';
import { ProjectForm } from './project-form.tsx';

/**
 * Takes the address or path of the session store of a watched app, or finds it in the folder of its project. A password
 * in the address is used until the app is closed, and is not stored.
 */
export function StoreForm({ id, project, onDone }: { id: string; project: string; onDone: () => void }) {
  const t = useWatchStrings();
  const { changeWatched } = useCommands();
  const save = async (store: string) => {
    await changeWatched({ id, store });
    onDone();
  };
  return (
    <>
      <OneFieldForm label={t.storePlace} hint={t.storeHint} type="text" onSave={save} onCancel={onDone} />
      <ProjectForm id={id} project={project} onDone={onDone} />
    </>
  );
}
