import type { RequestRecord } from '../../server/contract/log-entry.ts';
import type { Strings } from '../strings/en.ts';

type Words = Pick<Strings, 'common' | 'live'>;

/** The method and the address of a request; words replace the parts that a file does not have. */
export function requestLine({ method, url }: Pick<RequestRecord, 'method' | 'url'>, { common }: Words): string {
  return `${method ?? common.methodUnknown} ${url === '' ? common.addressUnknown : url}`;
}

/** `HTTP/1.1`, or that the version is unknown. */
export function versionText({ httpVersion }: Pick<RequestRecord, 'httpVersion'>, { common }: Words): string {
  return httpVersion === null ? common.versionUnknown : `HTTP/${httpVersion}`;
}

/**
 * The engine that kept the session: one of this app, that of a watched app, or unknown, as in a file of another
 * program.
 */
export function engineText(
  { engine, verdict }: Pick<RequestRecord, 'engine' | 'verdict'>,
  { common, engine: words }: Pick<Strings, 'common' | 'engine'>,
): string {
  if (verdict.kind === 'not-observed') return common.unknown;
  return engine === null ? words.notOurs : words.names[engine];
}

/** The status, or why there is none: there was no response, or a file contains a response without its status. */
export function statusWords({ status, responseHeaders }: RequestRecord, { common, live }: Words): string {
  if (status !== null) return String(status);
  return responseHeaders.length > 0 ? common.unknown : live.noStatus;
}

/** The time of day at which a request arrived, or that it is unknown. */
export function arrivalText(
  { arrivedAtMs, isTimeUnknown }: RequestRecord,
  { common, format }: Pick<Strings, 'common' | 'format'>,
): string {
  return isTimeUnknown ? common.unknown : format.timeOfDay(arrivedAtMs);
}
