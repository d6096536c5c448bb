import type { Json } from '../../server/contract/json.ts';
import { asLeftOut, LEFT_OUT_NAME } from '../../server/contract/left-out.ts';

/** JSON on one line. For what a record leaves out of a large session, it has the beginning of a text, or `…` alone. */
export function jsonText(value: Json): string {
  return JSON.stringify(value, (_, member: Json) => {
    const leftOut = asLeftOut(member);
    return leftOut === null ? member : `${leftOut.start ?? ''}${LEFT_OUT_NAME}`;
  });
}
