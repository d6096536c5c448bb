import { cmdWord } from './cmd-word.ts';
import type { CopiedRequest } from './copied-request.ts';
import { type CopyNote, leftOutNotes, targetNotes } from './copy-note.ts';
import { curlArguments, furtherHosts } from './curl-command.ts';
import { percentEscape } from './requests-target.ts';

/** The longest command that cmd.exe takes. */
const MAX_COMMAND = 8191;

/**
 * A request as a command of curl.exe for the prompt of cmd.exe. {@link cmdNotes} lists the parts that it cannot
 * express.
 */
export function cmdCommand(request: CopiedRequest): string {
  return curlArguments(inAscii(request))
    .map((words) => words.map((word) => (word === 'curl' ? 'curl.exe' : cmdWord(word))).join(' '))
    .join(' ^\n  ');
}

/**
 * The parts that cmd.exe cannot pass on byte by byte: characters beyond ASCII are converted to the code page of the
 * console, and a tab completes a file name. Such header lines are omitted, such targets are escaped, and JSON is
 * written in ASCII.
 */
export function cmdNotes(request: CopiedRequest): CopyNote[] {
  const sent = inAscii(request);
  const notes = targetNotes(request.target, sent.target);
  const kept = new Set(sent.headers);
  const unsent = [...request.headers.filter((line) => !kept.has(line)), ...furtherHosts(sent.headers)];
  notes.push(...leftOutNotes(unsent.map(([name]) => name)));
  if (request.body.kind === 'rebuilt' && !isTypable(request.body.text)) notes.push({ code: 'body-escaped' });
  const command = cmdCommand(request);
  if (command.length > MAX_COMMAND) notes.push({ code: 'cannot-send', what: 'length', text: '' });
  else if (command.includes('%')) notes.push({ code: 'percent-in-batch-files' });
  return notes;
}

function inAscii(request: CopiedRequest): CopiedRequest {
  const { target, headers, body } = request;
  return {
    ...request,
    target: target.replace(/[^!-~]/g, percentEscape),
    headers: headers.filter(([, value]) => isTypable(value)),
    body: body.kind === 'rebuilt' ? { kind: 'rebuilt', text: body.text.replace(/[^ -~]/g, jsonEscape) } : body,
  };
}

function isTypable(text: string): boolean {
  return /^[ -~]*$/.test(text);
}

/** A body is made again only where it is JSON, and there it is the same value. */
function jsonEscape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}
