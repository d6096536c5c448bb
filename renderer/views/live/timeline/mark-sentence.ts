import type { ActorRef } from '../../../../server/contract/actor.ts';
import type { LogEntry } from '../../../../server/contract/log-entry.ts';
import type { Mark } from '../../../../server/contract/mark.ts';
import { visibleText } from '../../../model/visible-text.ts';
import { entrySentence } from '../../../sentences/entry-sentence.ts';
import { requestLine } from '../../../sentences/request-words.ts';
import { whatHappened, whatHappenedText } from '../../../sentences/what-happened.ts';
import type { Strings } from '../../../strings/en.ts';
import { shapeOf } from './model/shape.ts';

/**
 * A mark in one sentence: the text of its row in the table, once the entry is loaded; until then the name of its shape.
 */
export function markSentence(mark: Mark, entry: LogEntry | null, owner: ActorRef | null, t: Strings): string {
  const who = mark.actor?.name ?? t.timeline.window;
  const isTimeUnknown = entry?.kind === 'request' && entry.isTimeUnknown === true;
  return visibleText(t.timeline.mark(isTimeUnknown ? null : mark.atMs, who, whatOf(mark, entry, owner, t)));
}

function whatOf(mark: Mark, entry: LogEntry | null, owner: ActorRef | null, t: Strings): string {
  if (entry === null) return t.timeline.shapes[shapeOf(mark)];
  if (entry.kind !== 'request') return entrySentence(entry, t);
  const { listBetween } = t.common;
  const happened = whatHappenedText(whatHappened(entry, owner, t), listBetween);
  return `${requestLine(entry, t)}${listBetween}${happened}`;
}
