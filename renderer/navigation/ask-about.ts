import { useEffect } from 'react';
import { createValue } from '../model/value.ts';
import { putOnBench } from './bench.ts';
import { showView } from './use-view.ts';

/** A question about an attribute of a Set-Cookie line: would a browser keep the cookie, and send it? */
export interface AskedAttribute {
  readonly line: string;
  /** The URL whose response had the line. Null if the log does not contain it. */
  readonly url: string | null;
  /** The name of the attribute. */
  readonly attribute: string;
}

const asked = createValue<AskedAttribute | null>(null);

/** Opens the Cookies view with the cookie of a request filled in, at the question about this attribute. */
export function askAbout(question: AskedAttribute, requestId: number): void {
  asked.set(question);
  putOnBench(`Set-Cookie: ${question.line}`, { kind: 'request', id: requestId });
  showView('cookies');
}

/** Calls `take` once with a question about this line, even if the question was asked before this component existed. */
export function useAskedAbout(line: string, take: (question: AskedAttribute) => void): void {
  useEffect(() => {
    const look = () => {
      const question = asked.get();
      if (question?.line !== line) return;
      asked.set(null);
      take(question);
    };
    look();
    return asked.subscribe(look);
  }, [line, take]);
}
