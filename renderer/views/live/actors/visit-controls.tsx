import { useState } from 'react';
import type { ActorState } from '../../../../server/contract/actor.ts';
import { useCommands, useInspector } from '../../../data/use-inspector.ts';
import { draftFor, readDraft } from '../../../model/request-draft.ts';
import { useStrings } from '../../../strings/use-strings.ts';
import { Button } from '../../../ui/button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import styles from './actor-controls.module.css';
import { ActorMenu } from './actor-menu.tsx';

/** A path, and the button that visits it on the watched app: one real HTTP request with the cookies of this jar. */
export function VisitControls({ actor }: { actor: ActorState }) {
  const t = useStrings().live;
  const { sendRequest } = useCommands();
  const siteUrl = useInspector((state) => state.site?.url ?? 'http://localhost');
  const [path, setPath] = useState('/');
  const read = readDraft({ ...draftFor(actor, siteUrl), target: path });
  const isPath = read.ok && path.startsWith('/');
  const visit = () => {
    if (read.ok && isPath) void sendRequest(read.request);
  };
  return (
    <div className={styles.controls}>
      <div className={styles.fields}>
        <TextField
          label={t.pathOf(actor.name)}
          value={path}
          onChange={setPath}
          error={isPath ? undefined : t.badPath}
          onSubmit={visit}
        />
      </div>
      <div className={styles.buttons}>
        <Button look="get" onClick={visit} isUnavailable={!isPath}>
          {t.visit}
        </Button>
        <ActorMenu actor={actor} />
      </div>
    </div>
  );
}
