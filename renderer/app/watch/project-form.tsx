import { type FormEvent, useState } from 'react';
import { projectBecauseSentence } from '../../../server/contract/project-because.ts';
import type { ProjectStores } from '../../../server/contract/project-store.ts';
import { storeWhySentence } from '../../../server/contract/store-why.ts';
import { useCommands } from '../../data/use-inspector.ts';
import { useStringsWithLater } from '../../strings/with-later.ts';
import { Button } from '../../ui/button.tsx';
import { HostileText } from '../../ui/hostile-text.tsx';
import styles from './app-facts.module.css';

/** Takes the folder of an app's project, and offers the session stores that its files suggest, each with its reason. */
export function ProjectForm({ id, project, onDone }: { id: string; project: string; onDone: () => void }) {
  const { watch: t, storeWhy } = useStringsWithLater();
  const { lookInProject, attachFromProject } = useCommands();
  const [path, setPath] = useState(project);
  const [found, setFound] = useState<ProjectStores | null>(null);
  const [readsSecrets, setReadsSecrets] = useState(false);
  const look = async (event: FormEvent) => {
    event.preventDefault();
    if (path.trim() === '') return;
    setFound((await lookInProject(path.trim())) ?? null);
  };
  const attach = async (where: string) => {
    await attachFromProject({ id, path: path.trim(), where, readsSecrets });
    onDone();
  };
  const stores = found?.ok ? found.stores : [];
  return (
    <>
      <form className={styles.secret} onSubmit={(event) => void look(event)}>
        <input
          type="text"
          className={styles.field}
          aria-label={t.projectFolder}
          placeholder={t.projectFolder}
          autoComplete="off"
          value={path}
          onChange={(event) => setPath(event.target.value)}
        />
        <Button type="submit" isUnavailable={path.trim() === ''}>
          {t.projectLook}
        </Button>
      </form>
      {found !== null && stores.length === 0 && (
        <span className={styles.unknown}>
          <HostileText text={found.ok ? t.projectNothing : storeWhySentence(found.why, storeWhy)} />
        </span>
      )}
      {stores.map(({ where, kind, because, needsSecret }) => (
        <span key={where} className={styles.offer}>
          <Button onClick={() => void attach(where)}>{t.projectAttach}</Button>
          <span className={styles.why}>
            <HostileText text={t.projectOffer(where, kind, projectBecauseSentence(because, t.projectBecause))} />
            {needsSecret !== null && <HostileText text={` ${t.projectSecret(needsSecret)}`} />}
          </span>
        </span>
      ))}
      {stores.length > 0 && (
        <label className={styles.offer}>
          <input type="checkbox" checked={readsSecrets} onChange={({ target }) => setReadsSecrets(target.checked)} />
          <span className={styles.why}>{t.projectReadsSecrets}</span>
        </label>
      )}
    </>
  );
}
