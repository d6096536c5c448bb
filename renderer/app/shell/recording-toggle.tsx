import { useCommands, useInspector } from '../../data/use-inspector.ts';
import { useStrings } from '../../strings/use-strings.ts';
import { Button } from '../../ui/button.tsx';
import { VisuallyHidden } from '../../ui/visually-hidden.tsx';
import styles from './recording-toggle.module.css';

/** Says whether requests go into the log, and changes it. */
export function RecordingToggle() {
  const t = useStrings().shell;
  const isRecording = useInspector((state) => state.settings?.recording ?? true);
  const { setRecording } = useCommands();
  return (
    <Button
      className={styles.toggle}
      data-paused={!isRecording || undefined}
      onClick={() => void setRecording(!isRecording)}
    >
      <span className={styles.dot} data-on={isRecording || undefined} aria-hidden="true" />
      {isRecording ? t.recording : t.paused}
      <VisuallyHidden>{isRecording ? t.recordingHint : t.pausedHint}</VisuallyHidden>
    </Button>
  );
}
