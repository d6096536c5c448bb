import { LooseMembers } from './loose-members.ts';
import type { ReaderAbout } from './reader.ts';

const LONGEST = 200;

/** The description of a HAR from the members of its head: the programs, and the additions of this app. */
export function harAbout(members: Readonly<Record<string, unknown>>): ReaderAbout {
  const head = new LooseMembers(members, '', () => {});
  const programs = ['log.creator', 'log.browser'].map((path) => programOf(head.object(path)));
  const redacted = head.value('log._inspector.redacted');
  return {
    writtenBy: [...new Set(programs)].filter((program) => program !== '').join(', '),
    exportedAt: head.text('log._inspector.exportedAt'),
    isRedacted: typeof redacted === 'boolean' ? redacted : null,
  };
}

/** The name and the version of a program, which some write as a number. */
function programOf(program: LooseMembers): string {
  const parts = ['name', 'version'].map((name) => (program.text(name) ?? '').slice(0, LONGEST));
  return parts.join(' ').trim();
}
