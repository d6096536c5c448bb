import { COPY_PROGRAMS, type CopyLanguage } from '../model/copy-as/copy-language.ts';
import type { CopyNote } from '../model/copy-as/copy-note.ts';
import type { Strings } from '../strings/en.ts';

/** The remark on a copied request, as one sentence. */
export function copyNoteSentence(note: CopyNote, language: CopyLanguage, t: Strings['requests']): string {
  const program = COPY_PROGRAMS[language];
  switch (note.code) {
    case 'target-changed':
      return t.copyNote['target-changed'](program, note.sent);
    case 'method-changed':
      return t.copyNote['method-changed'](program, note.sent);
    case 'lines-left-out':
      return t.copyNote['lines-left-out'](program, note.names);
    case 'cannot-send':
      return t.cannotSend[note.what](program, note.text);
    case 'sent-as-http-1-1':
      return t.copyNote['sent-as-http-1-1'](program, note.was);
    case 'adds-content-length':
      return t.copyNote['adds-content-length'](program);
    default:
      return t.copyNote[note.code];
  }
}
