import { memo } from 'react';
import { actorColour } from '../../../model/actor-colour.ts';
import { shortSid } from '../../../model/short-sid.ts';
import { ActorName } from '../../../shared/actor-name.tsx';
import { useStrings } from '../../../strings/use-strings.ts';
import { HostileText } from '../../../ui/hostile-text.tsx';
import styles from './lane-labels.module.css';
import type { Lane } from './model/lane.ts';
import type { LanePlace } from './model/layout.ts';

export interface LaneLabelsProps {
  readonly places: readonly LanePlace[];
  readonly activeKey: string | null;
  /** The sessions are of several apps, so that the app says more than the browser. */
  readonly hasApps: boolean;
}

/** The names of the visible lanes: the session's short id, and its owner, or its app where there are several. */
export function LaneLabels({ places, activeKey, hasApps }: LaneLabelsProps) {
  return (
    <div className={styles.labels} aria-hidden="true">
      {places.map(({ lane, top }) => (
        <LaneLabel key={lane.key} lane={lane} top={top} isActive={lane.key === activeKey} hasApps={hasApps} />
      ))}
    </div>
  );
}

interface LaneLabelProps {
  readonly lane: Lane;
  readonly top: number;
  readonly isActive: boolean;
  readonly hasApps: boolean;
}

const LaneLabel = memo(function LaneLabel({ lane, top, isActive, hasApps }: LaneLabelProps) {
  const t = useStrings().timeline;
  return (
    <div
      className={styles.label}
      data-kind={lane.kind}
      data-active={isActive || undefined}
      data-actor={lane.owner === null ? undefined : actorColour(lane.owner)}
      style={{ transform: `translateY(${top}px)` }}
    >
      {lane.kind === 'none' ? (
        <span className={styles.none}>{t.noSession}</span>
      ) : (
        <>
          <span className={styles.id}>
            {lane.sid === null ? t.inCookie : <HostileText text={shortSid(lane.sid)} />}
          </span>
          <span className={styles.who}>
            {hasApps && lane.app !== null ? (
              <HostileText text={lane.app} />
            ) : lane.owner === null ? (
              t.unknownActor
            ) : (
              <ActorName actor={lane.owner} />
            )}
          </span>
        </>
      )}
    </div>
  );
});
