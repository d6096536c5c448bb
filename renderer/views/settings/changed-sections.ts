import type { EngineName } from '../../../server/contract/log-entry.ts';
import type { Settings } from '../../../server/contract/settings.ts';
import { DEFAULTS } from '../../model/defaults.ts';
import { ENGINE_OPTIONS, isChanged } from '../../model/engine-options.ts';
import type { SectionId } from './section-ids.ts';

/** The sections in which something is not as it was at first. */
export function changedSections(settings: Settings): ReadonlySet<SectionId> {
  const differs = (...names: (keyof Settings)[]) =>
    names.some((name) => JSON.stringify(settings[name]) !== JSON.stringify(DEFAULTS[name]));
  const hasChangedOption = (engine: EngineName) =>
    ENGINE_OPTIONS.some((option) => option.engine === engine && isChanged(settings, option.id));
  const sections: readonly [SectionId, boolean][] = [
    ['engine', differs('engine')],
    ['server-side', hasChangedOption('server-side')],
    ['client-side', hasChangedOption('client-side')],
    ['site', differs('recording', 'port', 'idleLimitMs')],
    ['retention', differs('retention', 'sessionLimits')],
    ['appearance', differs('language', 'theme', 'contrast')],
  ];
  return new Set(sections.filter(([, isOther]) => isOther).map(([id]) => id));
}
