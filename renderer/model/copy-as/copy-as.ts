import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { cmdCommand, cmdNotes } from './cmd-command.ts';
import { type CopiedRequest, copiedRequest, notesOf } from './copied-request.ts';
import type { CopyLanguage } from './copy-language.ts';
import type { CopyNote } from './copy-note.ts';
import { curlCommand } from './curl-command.ts';
import { fetchCall, fetchNotes } from './fetch-call.ts';
import { powerShellCall, powerShellNotes } from './power-shell-call.ts';
import { pythonCall, pythonNotes } from './python-call.ts';
import { shellWord } from './shell-word.ts';

export interface Copy {
  readonly text: string;
  /** What it cannot say, changes, or should be known of it; it stands in the text too. */
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
  cmd: { write: cmdCommand, notes: cmdNotes, remark: (sentence) => `rem ${sentence}` },
  powershell: { write: powerShellCall, notes: powerShellNotes, remark: (sentence) => `# ${sentence}` },
  fetch: { write: fetchCall, notes: fetchNotes, remark: (sentence) => `// ${sentence}` },
  python: { write: pythonCall, notes: pythonNotes, remark: (sentence) => `# ${sentence}` },
};

/**
 * A recorded request as a command or a program that sends it to the site at `origin` again. What cannot be said, and
 * what the program changes, is told in the reader's language. Of a request that the program refuses only that is told.
 */
export function copyAs(
  language: CopyLanguage,
  record: RequestRecord,
  origin: string,
  sentence: (note: CopyNote) => string,
): Copy {
  const request = copiedRequest(record, origin);
  const writer = WRITERS[language];
  const all = [...notesOf(request), ...writer.notes(request)];
  const refusal = all.find(({ code }) => code === 'cannot-send');
  const notes = refusal === undefined ? all : [refusal];
  const remarks = notes.map((note) => writer.remark(sentence(note)));
  return { text: [...remarks, ...(refusal === undefined ? [writer.write(request)] : [])].join('\n'), notes };
}

/** A sentence of ours, in any script: letters stay letters. */
function shellRemark(sentence: string): string {
  return /^[ -~]*$/.test(sentence) ? shellWord(sentence) : `'${sentence.replaceAll("'", '’')}'`;
}
