import { type Origin, putOnBench } from './bench.ts';
import { showView } from './use-view.ts';

/** Carries a cookie from where it was seen to the workbench. */
export function openInCookies(text: string, origin: Origin): void {
  putOnBench(text, origin);
  showView('cookies');
}
