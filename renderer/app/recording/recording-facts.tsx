import {
  isRest,
  type PartReading,
  type RecordingAbout,
  type Skipped,
  skippedEntryCount,
} from '../../../server/contract/recording.ts';
import type { RecordingFactsStrings } from '../../strings/en/export.ts';
import { type StringsWithLater, useStringsWithLater } from '../../strings/with-later.ts';
import { byPlace } from '../../ui/by-place.ts';
import { HostileText } from '../../ui/hostile-text.tsx';
import { FileSecrets } from './file-secrets.tsx';
import styles from './recording-strip.module.css';

/** More would leave no room for the requests, and a file is repaired from its first fault on. */
const MAX_SHOWN = 6;

/**
 * The quality of a recording: whether it has secrets, which facts it lacks, which parts could not be read, and which
 * program made it.
 */
export function RecordingFacts({ about }: { about: RecordingAbout }) {
  const words = useStringsWithLater();
  const t = words.recordingFacts;
  const { secrets, tellsServer } = about;
  const skippedCount = skippedEntryCount(about);
  const skippedWhy = about.skippedWhy.filter(({ why }) => !isRest(why));
  const shown = about.skipped.filter(({ why }) => !isRest(why)).slice(0, MAX_SHOWN);
  const rest = about.skipped.filter(({ why }) => isRest(why));
  const notUnderstood = notUnderstoodCount(about);
  const made = about.parts.filter(({ how }) => how === 'made');
  const otherForm = about.parts.filter((part) => part.how !== 'made' && !isNotUnderstood(part));
  return (
    <dl className={styles.facts}>
      <div>
        <dt>{t.secrets[secrets]}</dt>
        <dd>{t.secretsWhy[secrets]}</dd>
      </div>
      {(secrets === 'whole' || secrets === 'not-told') && !tellsServer && (
        <div>
          <dt>{t.signatures}</dt>
          <dd>
            <FileSecrets />
          </dd>
        </div>
      )}
      {!tellsServer && (
        <div>
          <dt>{t.notObserved}</dt>
          <dd>{t.notObservedWhy}</dd>
        </div>
      )}
      {skippedCount > 0 && (
        <div>
          <dt>{t.skipped(skippedCount)}</dt>
          <dd>
            {t.skippedLead}{' '}
            {t.skippedReasons(skippedWhy.map(({ why, count }) => t.skippedReason(t.skippedWhy[why], count)))}
            <ul className={styles.skipped}>
              {byPlace(shown).map(({ key, item }) => (
                <li key={key}>
                  <HostileText text={skippedText(item, t)} />
                </li>
              ))}
              {skippedCount > shown.length && <li>{t.skippedMore(skippedCount - shown.length)}</li>}
            </ul>
          </dd>
        </div>
      )}
      {rest.length > 0 && (
        <div>
          <dt>{t.rest}</dt>
          <dd>
            {t.restUnknown}
            <ul className={styles.skipped}>
              {byPlace(rest).map(({ key, item }) => (
                <li key={key}>
                  <HostileText text={restText(item, t)} />
                </li>
              ))}
            </ul>
          </dd>
        </div>
      )}
      {notUnderstood > 0 && (
        <div>
          <dt>{t.notUnderstood(notUnderstood)}</dt>
          <dd>
            {t.notUnderstoodLead}
            <PartList parts={about.parts.filter(isNotUnderstood)} />
          </dd>
        </div>
      )}
      {otherForm.length > 0 && (
        <div>
          <dt>{t.otherForm}</dt>
          <dd>
            {t.otherFormLead}
            <PartList parts={otherForm} />
          </dd>
        </div>
      )}
      {made.length > 0 && (
        <div>
          <dt>{t.made}</dt>
          <dd>
            {t.madeLead}
            <PartList parts={made} />
          </dd>
        </div>
      )}
      <div>
        <dt>{words.recording.shown}</dt>
        <dd>
          <HostileText text={originText(about, words)} />
        </dd>
      </div>
    </dl>
  );
}

/** So many values in entries could not be read; the entries are shown. */
export function notUnderstoodCount({ parts }: RecordingAbout): number {
  return parts.filter(isNotUnderstood).reduce((all, { count }) => all + count, 0);
}

function isNotUnderstood({ how }: PartReading): boolean {
  return how === 'left-out' || how === 'unknown' || how === 'only-listed';
}

function PartList({ parts }: { parts: readonly PartReading[] }) {
  const t = useStringsWithLater().recordingFacts;
  return (
    <ul className={styles.skipped}>
      {parts.map(({ how, member, count, line, entry }) => (
        <li key={`${how} ${member}`}>
          <HostileText text={t.part(member, t.partHow[how](count), line, entry)} />
        </li>
      ))}
    </ul>
  );
}

function skippedText({ line, entry, why, detail }: Skipped, t: RecordingFactsStrings): string {
  return t.skippedAt(t.skippedEntryAt(line, entry), t.skippedWhy[why], detail);
}

function restText({ line, entry, why }: Skipped, t: RecordingFactsStrings): string {
  return t.skippedAt(t.skippedRestAt(line, entry), t.skippedWhy[why], '');
}

function originText(
  { writtenBy, exportedAt }: RecordingAbout,
  { recording, recordingFacts: t }: StringsWithLater,
): string {
  const atMs = exportedAt === null ? Number.NaN : Date.parse(exportedAt);
  const parts = [recording.readOnly];
  if (writtenBy !== '') parts.push(t.writtenBy(writtenBy));
  if (!Number.isNaN(atMs)) parts.push(t.exportedAt(atMs));
  return parts.join(' · ');
}
