import type { LabAction } from '../../../server/contract/lab/experiment.ts';
import { type ExperimentName, stepsOf } from '../../../server/contract/lab/experiments.ts';
import { stageNames, type Who } from '../../../server/contract/lab/lab-actors.ts';
import type { LabRun, LabStep } from '../../../server/contract/lab/run.ts';

/** The tone of a step's mark: a request with an accepted cookie, a request with a refused one, or any other result. */
export type StepTone = 'good' | 'bad' | 'plain';

/** How a step is drawn: an arrow from lane to lane, or a sign on one. */
export type Sign =
  | 'request'
  | 'held'
  | 'goes-on'
  | 'copy'
  | 'forged'
  | 'read'
  | 'wait'
  | 'new-secret'
  | 'secret-gone'
  | 'servers'
  | 'server-gone';

export interface DrawnStep {
  readonly step: string;
  /** Counted from 1. */
  readonly number: number;
  readonly sign: Sign;
  /** Lanes, counted from the top; the site's is the last. */
  readonly from: number;
  readonly to: number;
  readonly who: Who | null;
}

export interface LabPicture {
  /** The acting browsers, from the top. */
  readonly lanes: readonly Who[];
  readonly steps: readonly DrawnStep[];
}

/** The steps of a variant as a picture: a lane for each browser, and the site's below them. */
export function labPicture(experiment: ExperimentName, variant: string): LabPicture {
  const actions = stepsOf(experiment, variant) ?? [];
  const acting = new Set(actions.flatMap(({ action }) => actorsOf(action)));
  const lanes = stageNames.filter((who) => acting.has(who));
  const steps = actions.map(({ step, action }, place) => ({ step, number: place + 1, ...drawn(action, lanes) }));
  return { lanes, steps };
}

function drawn(action: LabAction, lanes: readonly Who[]): Pick<DrawnStep, 'sign' | 'from' | 'to' | 'who'> {
  const site = lanes.length;
  const laneOf = (who: Who) => lanes.indexOf(who);
  const toSite = (sign: Sign, who: Who) => ({ sign, from: laneOf(who), to: site, who });
  const atSite = (sign: Sign) => ({ sign, from: site, to: site, who: null });
  switch (action.type) {
    case 'request':
      return toSite('request', action.who);
    case 'begin':
      return toSite('held', action.who);
    case 'forge':
      return toSite(action.how === 'whole' ? 'request' : 'forged', action.who);
    case 'finish':
      return { sign: 'goes-on', from: site, to: laneOf(action.who), who: action.who };
    case 'copy':
      return { sign: 'copy', from: laneOf(action.from), to: laneOf(action.to), who: action.from };
    case 'look':
      return { sign: 'read', from: laneOf(action.at), to: laneOf(action.at), who: action.at };
    case 'read':
      return { sign: 'read', from: laneOf(action.from), to: laneOf(action.from), who: action.from };
    case 'wait':
      return { sign: 'wait', from: 0, to: site, who: null };
    case 'rotate':
      return atSite('new-secret');
    case 'retire':
      return atSite('secret-gone');
    case 'start-servers':
      return atSite('servers');
    case 'stop-server':
      return atSite('server-gone');
  }
}

/** The progress of a run: the finished steps by name, and the current one. */
export function stepStates(run: LabRun | null, steps: readonly string[]) {
  const over = new Map((run?.steps ?? []).map((step): [string, LabStep] => [step.step, step]));
  const current = run?.state === 'running' ? (steps.find((step) => !over.has(step)) ?? null) : null;
  return { over, current };
}

export function toneOf(step: LabStep): StepTone {
  if (step.kind !== 'request') return 'plain';
  switch (step.verdict.kind) {
    case 'accepted':
      return 'good';
    case 'none':
      return 'plain';
    default:
      return 'bad';
  }
}

function actorsOf(action: LabAction): Who[] {
  switch (action.type) {
    case 'copy':
      return [action.from, action.to];
    case 'look':
      return [action.at];
    case 'read':
      return [action.from];
    case 'forge':
      return [action.from, action.who];
    case 'request':
    case 'begin':
    case 'finish':
      return [action.who];
    default:
      return [];
  }
}
