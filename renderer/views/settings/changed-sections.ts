import type { Settings } from '../../../server/contract/settings.ts';
import type { WorkspaceKind } from '../../data/use-watching.ts';
import { DEFAULTS } from '../../model/defaults.ts';
import type { SectionId } from './section-ids.ts';

/** The section of the view in which each setting can be changed; null if the view does not show the setting. */
const SECTION_OF: Readonly<Record<keyof Settings, SectionId | null>> = {
  recording: 'site',
  engine: 'engine',
  serverSide: 'server-side',
  clientSide: 'client-side',
  idleLimitMs: 'site',
  retention: 'retention',
  sessionLimits: 'retention',
  port: 'site',
  sessionStore: 'site',
  language: 'appearance',
  theme: 'appearance',
  contrast: 'appearance',
  layout: null,
};

/** Settings of the tutorial site in sections that are also shown over a watched app. */
const OF_TUTORIAL: ReadonlySet<keyof Settings> = new Set(['idleLimitMs', 'port', 'sessionStore', 'sessionLimits']);

/** The sections with at least one shown setting that differs from its default. */
export function changedSections(settings: Settings, kind: WorkspaceKind): ReadonlySet<SectionId> {
  const changed = new Set<SectionId>();
  for (const name of Object.keys(SECTION_OF) as (keyof Settings)[]) {
    if (kind !== 'tutorial' && OF_TUTORIAL.has(name)) continue;
    const section = SECTION_OF[name];
    const differs = JSON.stringify(settings[name]) !== JSON.stringify(DEFAULTS[name]);
    if (section !== null && differs) changed.add(section);
  }
  return changed;
}
