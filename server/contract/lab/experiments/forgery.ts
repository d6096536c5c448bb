import {
  type Condition,
  experiment,
  type Forgery,
  type LabAction,
  logIn,
  ON_EACH_ENGINE,
  readCookie,
} from '../experiment.ts';

const sendForged = (how: Forgery): LabAction => ({ type: 'forge', from: 'alice', who: 'mallory', how });

const FORGERIES = ['flip', 'edit', 'guess', 'whole'] as const satisfies readonly Forgery[];
/** The conditions for "the site accepted only this forgery". With null, the site accepted none of them. */
const onlyAccepted = (how: Forgery | null): Condition<Forgery>[] =>
  FORGERIES.map((step) => ({ step, accepted: step === how }));

/** Without the secret, a signed cookie can be read and copied, but not changed. */
export const forgery = experiment({
  findBy: 'forge forged tamper fake signature cookie 伪造 篡改 签名',
  steps: {
    'alice-sets': logIn('alice'),
    read: readCookie('alice'),
    flip: sendForged('flip'),
    edit: sendForged('edit'),
    guess: sendForged('guess'),
    whole: sendForged('whole'),
  },
  variants: ON_EACH_ENGINE,
  answers: {
    edit: onlyAccepted('edit'),
    guess: onlyAccepted('guess'),
    whole: onlyAccepted('whole'),
    none: onlyAccepted(null),
  },
});
