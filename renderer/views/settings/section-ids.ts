/** The sections of the Settings view, in their order. The two engines' options are in the order of who is in charge. */
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
