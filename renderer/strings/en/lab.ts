import type { LabFailure } from '../../../server/contract/lab/run.ts';
import type { AnyLanguage } from '../any-language.ts';
import { bytes, count, plural } from './words.ts';

/**
 * The Lab, where the user predicts the result of experiments, runs them and inspects them. These texts are loaded
 * together with its view.
 */
export const lab = {
  title: 'Lab',
  lead: 'Predict what will happen, then run the experiment. It sends real requests to the live site, and the log has each of them.',
  list: 'Experiments',
  progress: (done: number, right: number, all: number) => `${done} of ${all} run, ${right} predicted right`,
  state: { none: 'not run yet', run: 'run', wrong: 'run, predicted wrong', right: 'predicted right' },
  variant: 'Variant',

  picture: 'What is going to happen',
  pictureTwin: 'The steps below say the same in words.',
  site: 'Site',
  stage:
    'The browsers in the picture are made for this run; in the log a flask marks their requests. Your own actors, sessions, settings and secrets stay as they are.',

  run: 'Run it',
  runUnpredicted: 'Run without a guess',
  runAgain: 'Run again',
  predictAnew: 'Predict again',
  cancel: 'Cancel',
  stepOf: (n: number, all: number) => `Step ${n} of ${all}`,

  held: 'You were right',
  missed: 'The result was different',
  cameOut: 'This is the result',
  cameTrue: 'came true',
  yours: 'your guess',
  cameOutOddly: 'None of these',
  oddly: 'The result is none of the answers. Another request may have interfered: check the steps, and run it again.',
  rule: 'The rule',
  myth: 'You may have read',

  steps: 'Step by step',
  entry: (id: number) => `#${count(id)}`,
  entryName: (id: number) => `See request ${count(id)} in Live`,
  noCookie: 'no cookie',
  cookie: (n: number) => `cookie ${bytes(n)}`,
  setsCookie: 'Set-Cookie',
  storeCalls: (n: number) => `${plural(n, 'store call')}`,
  accepted: 'cookie accepted',
  server: (n: number) => `server ${n}`,
  isRead: 'It says',
  nothingRead: 'nothing',

  cancelled: 'Cancelled. The browsers of this run are gone, and so are their sessions.',
  failedAt: (step: string, why: string) => `It stopped at “${step}”: ${why}`,
  failure: {
    'no-answer': 'the site did not answer. Is it still listening? The status line at the bottom says where.',
    'site-error': 'the site answered with an error. The log says which.',
    'not-recorded':
      'the request was not recorded, so there is no evidence to show. Switch recording on and run it again.',
    'no-cookie': 'there was no cookie to copy, though the site should have sent one. Run it again.',
    'too-late': 'the computer was too busy, and the request came too late to show anything. Run it again.',
    unexpected: 'something went wrong inside the inspector. Its log on the terminal has the details.',
  } satisfies Record<LabFailure['reason'], string> as Record<LabFailure['reason'], string>,
  notRecording: 'Recording is paused. The requests of an experiment are its evidence, so they have to be in the log.',
  record: 'Record again',
  busy: (title: string) => `“${title}” is running. One experiment at a time.`,

  announceStep: (n: number, all: number, what: string) => `Step ${n} of ${all}: ${what}`,
};

/** The words of the Lab in any language. */
export type LabStrings = AnyLanguage<typeof lab>;
