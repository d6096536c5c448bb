import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { type CopiedRequest, type CopyNote, copiedRequest, notesOf } from './copied-request.ts';
import { curlCommand } from './curl-command.ts';
import { fetchCall, fetchNotes } from './fetch-call.ts';
import { pythonCall, pythonNotes } from './python-call.ts';
import { shellWord } from './shell-word.ts';

export const COPY_LANGUAGES = ['curl', 'fetch', 'python'] as const;
export type CopyLanguage = (typeof COPY_LANGUAGES)[number];

export interface Copy {
  readonly text: string;
  /** What it cannot say, or says that should be known; it stands in the text too. */
  readonly notes: readonly CopyNote[];
}

interface Writer {
  readonly write: (request: CopiedRequest) => string;
  readonly notes: (request: CopiedRequest) => CopyNote[];
  /** A line that does nothing. The shell's is no `#`: zsh takes that for a command where somebody types. */
  readonly remark: (sentence: string) => string;
}

const WRITERS: Readonly<Record<CopyLanguage, Writer>> = {
  curl: { write: curlCommand, notes: () => [], remark: (sentence) => `: ${shellRemark(sentence)}` },
  fetch: { write: fetchCall, notes: fetchNotes, remark: (sentence) => `// ${sentence}` },
  python: { write: pythonCall, notes: pythonNotes, remark: (sentence) => `# ${sentence}` },
};

/**
 * A recorded request as a command or a program that sends it to the site at `origin` again. What cannot be said is
 * said to be missing, in the reader's language.
 */
export function copyAs(
  language: CopyLanguage,
  record: RequestRecord,
  origin: string,
  sentence: (note: CopyNote) => string,
): Copy {
  const request = copiedRequest(record, origin);
  const writer = WRITERS[language];
  const notes = [...notesOf(request), ...writer.notes(request)];
  return { text: [...notes.map((note) => writer.remark(sentence(note))), writer.write(request)].join('\n'), notes };
}

/** A sentence of ours, in any script: letters stay letters. */
function shellRemark(sentence: string): string {
  return /^[ -~]*$/.test(sentence) ? shellWord(sentence) : `'${sentence.replaceAll("'", '’')}'`;
}
