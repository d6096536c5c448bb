import { lazyDialog, lazyPart } from '../../shared/lazy-part.tsx';
import { hintBubble } from '../../ui/hint-bubble-part.ts';
import { actionMenu } from '../../ui/menu.tsx';
import { EntryDetails } from '../../views/live/details/lazy-details.ts';
import { Timeline } from '../../views/live/timeline/lazy-timeline.ts';
import { TOOL_PARTS } from '../../views/live/tools/tool-parts.tsx';
import { LAZY_VIEWS } from './views.ts';

/** The parts that are not needed at first: each is a file that is loaded while the page is idle. */
export const ExportDialog = lazyDialog(async () => (await import('../export/export-dialog.tsx')).ExportDialog);
export const PaletteDialog = lazyDialog(async () => (await import('../palette/palette-dialog.tsx')).PaletteDialog);
export const KeySheet = lazyDialog(async () => (await import('../key-sheet.tsx')).KeySheet);
export const GlossaryDialog = lazyDialog(async () => (await import('../glossary/glossary-dialog.tsx')).GlossaryDialog);
export const WatchDialog = lazyDialog(async () => (await import('../watch/watch-dialog.tsx')).WatchDialog);
export const WatchStrip = lazyPart(async () => (await import('../watch/watch-strip.tsx')).WatchStrip);
export const RecordingStrip = lazyPart(async () => (await import('../recording/recording-strip.tsx')).RecordingStrip);
export const Tour = lazyDialog(async () => (await import('../tour/tour.tsx')).Tour);

export const LAZY_PARTS = [
  Timeline,
  EntryDetails,
  ...LAZY_VIEWS,
  ExportDialog,
  PaletteDialog,
  KeySheet,
  GlossaryDialog,
  WatchDialog,
  WatchStrip,
  RecordingStrip,
  Tour,
  ...TOOL_PARTS,
  hintBubble,
  actionMenu,
];
