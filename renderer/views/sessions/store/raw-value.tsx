import { useStoreSessionsStrings } from '../../../strings/use-store-sessions-strings.ts';
import { CodeBlock } from '../../../ui/code-block.tsx';
import details from '../session-details.module.css';
import { hexLines } from './hex-lines.ts';
import type { ReadRow } from './use-store-row.ts';

/** The bytes of a row as they are stored: the offset, the bytes in hex, and the characters of ASCII in them. */
export function RawValue({ read }: { read: ReadRow | null }) {
  const t = useStoreSessionsStrings();
  if (read === null) return <p className={details.noHistory}>{t.reading}</p>;
  const { now } = read.lastRead ?? read.row;
  if (now.state !== 'present') return <p className={details.noHistory}>{t.rawGone}</p>;
  const { hex, bytes } = now.value;
  return (
    <div className={details.body}>
      <CodeBlock title={t.rawTitle(hex.length / 2, bytes)} text={hexLines(hex)} />
    </div>
  );
}
