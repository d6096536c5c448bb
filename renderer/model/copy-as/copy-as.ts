import type { RequestRecord } from '../../../server/contract/log-entry.ts';
import { cmdCommand, cmdNotes } from './cmd-command.ts';
import { type CopiedRequest, copiedRequest, notesOf } from './copied-request.ts';
import type { CopyLanguage } from './copy-language.ts';
import type { CopyNote } from './copy-note.ts';
import { curlCommand, curlNotes } from './curl-command.ts';
import { fetchCall, fetchNotes } from './fetch-call.ts';
import { powerShellCall, powerShellNotes } from './power-shell-call.ts';
import { pythonCall, pythonNotes } from './python-call.ts';
import { shellWord } from './shell-word.ts';

export interface Copy {
  readonly text: string;
  /** The remarks on the copy: parts that it cannot express, changes, and other facts. The text contains them too. */
  readonly notes: readonly CopyNote[];
}

interface Writer {
  readonly write: (request: CopiedRequest) => string;
  readonly notes: (request: CopiedRequest) => CopyNote[];
  /**
   * A line without effect. In the shell it does not start with `#`, because an interactive zsh runs that as a command.
   */
  readonly remark: (sentence: string) => string;
}

const WRITERS: Readonly<Record<CopyLanguage, Writer>> = {
  curl: { write: curlCommand, notes: curlNotes, remark: (sentence) => `: ${shellRemark(sentence)}` },
  cmd: { write: cmdCommand, notes: cmdNotes, remark: (sentence) => `rem ${sentence}` },
  powershell: { write: powerShellCall, notes: powerShellNotes, remark: (sentence) => `# ${sentence}` },
  fetch: { write: fetchCall, notes: fetchNotes, remark: (sentence) => `// ${sentence}` },
  python: { write: pythonCall, notes: pythonNotes, remark: (sentence) => `# ${sentence}` },
};

/**
 * A recorded request as a command or a program that sends it to the site at `origin` again. Parts that cannot be
 * expressed, and changes by the program, are explained in the reader's language. If the program refuses the request,
 * the text says only this.
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

/** Quotes a sentence of this app for a shell. Letters of every script stay as they are. */
function shellRemark(sentence: string): string {
  return /^[ -~]*$/.test(sentence) ? shellWord(sentence) : `'${sentence.replaceAll("'", '’')}'`;
}
