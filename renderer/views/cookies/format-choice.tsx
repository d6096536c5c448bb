import { COOKIE_FORMAT_IDS, type CookieFormat } from '../../../server/contract/cookie-format.ts';
import type { DecodedCookie } from '../../../server/contract/decoded-cookie.ts';
import { changeBench } from '../../navigation/bench.ts';
import type { CookieStrings } from '../../strings/en/cookies.ts';
import { useCookieStrings } from '../../strings/use-cookie-strings.ts';
import styles from './cookies-view.module.css';

const AUTOMATIC = '';

/** The recognised format of the cookie with its confidence, and a choice of other formats. */
export function FormatChoice({ decoded, chosen }: { decoded: DecodedCookie; chosen: CookieFormat | null }) {
  const t = useCookieStrings();
  const choose = (value: string) => {
    const format = COOKIE_FORMAT_IDS.find((name) => name === value);
    changeBench({ format: format ?? null });
  };
  return (
    <>
      <span className={styles.chip} data-unknown={decoded.format === null || undefined}>
        {chipText(decoded, chosen, t)}
      </span>
      <select
        className={styles.select}
        aria-label={t.readAs}
        value={chosen ?? AUTOMATIC}
        onChange={(event) => choose(event.target.value)}
      >
        <option value={AUTOMATIC}>{t.automatic}</option>
        {decoded.candidates.length > 0 && (
          <optgroup label={t.likelyFormats}>
            {decoded.candidates.map(({ format, confidence }) => (
              <option key={format} value={format}>
                {t.percent(t.format[format], Math.round(confidence * 100))}
              </option>
            ))}
          </optgroup>
        )}
        <optgroup label={t.allFormats}>
          {COOKIE_FORMAT_IDS.filter(
            (format) => !decoded.candidates.some((candidate) => candidate.format === format),
          ).map((format) => (
            <option key={format} value={format}>
              {t.format[format]}
            </option>
          ))}
        </optgroup>
      </select>
    </>
  );
}

function chipText({ format, confidence }: DecodedCookie, chosen: CookieFormat | null, t: CookieStrings): string {
  if (format === null) return t.unknownFormat;
  if (chosen !== null) return t.chosen(t.format[format]);
  return t.sure(t.format[format], Math.round(confidence * 100));
}
