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
