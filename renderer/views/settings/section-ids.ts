import type { WorkspaceKind } from '../../data/use-watching.ts';

/**
 * The sections of the Settings view in order. The options of the engine in charge precede those of the other engine.
 */
export const SECTION_IDS = [
  'engine',
  'server-side',
  'client-side',
  'secrets',
  'site',
  'retention',
  'folder',
  'appearance',
  'keyboard',
] as const;
export type SectionId = (typeof SECTION_IDS)[number];

/** The sections that apply to a workspace, in order. Those of the tutorial site are left out elsewhere. */
export function sectionsOf(kind: WorkspaceKind): readonly SectionId[] {
  if (kind === 'tutorial') return SECTION_IDS;
  const ofTutorial: readonly SectionId[] = ['engine', 'server-side', 'client-side', 'secrets'];
  // A file is not recorded.
  const left: readonly SectionId[] = kind === 'recording' ? [...ofTutorial, 'site'] : ofTutorial;
  return SECTION_IDS.filter((id) => !left.includes(id));
}
