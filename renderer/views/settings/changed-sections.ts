import type { Settings } from '../../../server/contract/settings.ts';
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

/** The sections with at least one setting that differs from its default. */
export function changedSections(settings: Settings): ReadonlySet<SectionId> {
  const changed = new Set<SectionId>();
  for (const name of Object.keys(SECTION_OF) as (keyof Settings)[]) {
    const section = SECTION_OF[name];
    const differs = JSON.stringify(settings[name]) !== JSON.stringify(DEFAULTS[name]);
    if (section !== null && differs) changed.add(section);
  }
  return changed;
}
