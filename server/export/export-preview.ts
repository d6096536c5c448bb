import type { ExportPreview, PreviewLine } from '../contract/export-results.ts';
import type { LogReader } from '../storage/log/log-reader.ts';
import { bytesWithin, exportPieces } from './export-chunks.ts';
import { countOf, firstOf, rowsOf, sampleOf } from './export-part.ts';
import { type ExportJob, piecesOptions } from './stored-log.ts';

/** The limits of a preview. */
const limits = { lines: 8, lineCharacters: 600, characters: 64 * 1024, collected: 256 } as const;
/** Further entries of a session are not counted. */
const mostCounted = 100_000;

/**
 * The exact start of a job's file, and its approximate size. It reads only a few entries. A text that only later
 * entries identify as a secret is therefore still visible in the preview, but not in the file.
 */
export function previewExport(reader: LogReader, job: ExportJob): Omit<Extract<ExportPreview, { ok: true }>, 'draft'> {
  const count = countOf(reader, job.part, mostCounted);
  const sample = sampleOf(reader, job.part);
  const sampled = bytesWithin(sample, job.format);
  return {
    ok: true,
    ...beginning(reader, job),
    ...count,
    bytes: sample.length === 0 ? 0 : Math.round((sampled / sample.length) * count.entries),
  };
}

function beginning(reader: LogReader, job: ExportJob): { lines: PreviewLine[]; isWhole: boolean } {
  let text = '';
  let isWhole = true;
  const pieces = piecesOptions(reader, job, rowsOf(reader, job.part));
  for (const piece of exportPieces({ ...pieces, collected: firstOf(pieces.rows, limits.collected) })) {
    if (text.length > limits.characters || lineBreaks(text) >= limits.lines) {
      isWhole = piece === '';
      break;
    }
    text += piece;
  }
  const lines = text.replace(/\r?\n$/, '').split(/\r?\n/);
  return {
    lines: lines.slice(0, limits.lines).map(shown),
    isWhole: isWhole && lines.length <= limits.lines,
  };
}

function lineBreaks(text: string): number {
  return text.split('\n').length - 1;
}

/** Never ends in the middle of a character. */
function shown(line: string): PreviewLine {
  if (line.length <= limits.lineCharacters) return { text: line, cut: 0 };
  const text = line.slice(0, limits.lineCharacters).replace(/[\ud800-\udbff]$/, '');
  return { text, cut: line.length - text.length };
}
