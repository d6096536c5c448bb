import { defaultClientSideOptions } from '../../../server/contract/engine-options.ts';
import type { Settings } from '../../../server/contract/settings.ts';
import type { OptionId } from '../../model/engine-options.ts';
import type { SettingsStrings } from '../../strings/en/settings.ts';

export type NoteId = keyof SettingsStrings['notes'];

/** A remark on the present value of an option in combination with the others. */
export interface OptionNote {
  readonly option: OptionId;
  readonly note: NoteId;
  /** `warn`: sessions can be lost or stolen. `info`: the option has no effect, or more effect than expected. */
  readonly tone: 'warn' | 'info';
}

/** Explains combinations of options that lose the cookie, weaken it, or have no effect. The site uses plain http. */
export function optionNotes({ serverSide, clientSide }: Settings): readonly OptionNote[] {
  const { cookie } = serverSide;
  const notes: [boolean, OptionId, NoteId, OptionNote['tone']][] = [
    [serverSide.resave, 'serverSide.resave', 'resave-races', 'info'],
    [serverSide.saveUninitialized, 'serverSide.saveUninitialized', 'rows-for-everyone', 'info'],
    [serverSide.rolling && cookie.maxAgeMs === null, 'serverSide.rolling', 'rolling-without-expiry', 'info'],
    [
      cookie.maxAgeMs !== null && cookie.maxAgeMs > 0 && cookie.maxAgeMs < 1000,
      'serverSide.cookie.maxAgeMs',
      'max-age-below-second',
      'warn',
    ],
    [cookie.maxAgeMs === 0, 'serverSide.cookie.maxAgeMs', 'max-age-zero', 'warn'],
    [cookie.secure === true, 'serverSide.cookie.secure', 'secure-over-http', 'warn'],
    [cookie.secure === 'auto', 'serverSide.cookie.secure', 'auto-over-http', 'info'],
    [
      cookie.sameSite === 'none' && cookie.secure === false,
      'serverSide.cookie.sameSite',
      'none-without-secure',
      'warn',
    ],
    [cookie.sameSite === 'none' && cookie.secure === 'auto', 'serverSide.cookie.sameSite', 'secure-auto-none', 'warn'],
    [cookie.sameSite === 'strict', 'serverSide.cookie.sameSite', 'strict-from-links', 'info'],
    [cookie.sameSite === null, 'serverSide.cookie.sameSite', 'same-site-unset', 'info'],
    [!cookie.httpOnly, 'serverSide.cookie.httpOnly', 'scripts-can-read', 'warn'],
    [
      clientSide.refreshEachRequest && !clientSide.permanent,
      'clientSide.refreshEachRequest',
      'refresh-not-permanent',
      'info',
    ],
    [
      !clientSide.permanent &&
        clientSide.permanentLifetimeSeconds !== defaultClientSideOptions.permanentLifetimeSeconds,
      'clientSide.permanentLifetimeSeconds',
      'lifetime-for-all',
      'info',
    ],
    [clientSide.secure, 'clientSide.secure', 'flask-secure-over-http', 'warn'],
    [clientSide.sameSite === 'none' && !clientSide.secure, 'clientSide.sameSite', 'none-without-secure', 'warn'],
    [clientSide.sameSite === 'strict', 'clientSide.sameSite', 'strict-from-links', 'info'],
    [!clientSide.httpOnly, 'clientSide.httpOnly', 'scripts-can-read', 'warn'],
    [!clientSide.hasSecret, 'clientSide.hasSecret', 'no-secret', 'warn'],
  ];
  return notes.filter(([holds]) => holds).map(([, option, note, tone]) => ({ option, note, tone }));
}
