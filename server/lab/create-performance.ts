import type { Clock } from '../base/clock.ts';
import type { Experiment, Setting } from '../contract/lab/experiment.ts';
import { EXPERIMENTS } from '../contract/lab/experiments.ts';
import type { LabRunInput } from '../contract/lab/run-input.ts';
import { Performance, type PerformanceOptions } from './performance.ts';
import { Servers, type ServersOptions } from './servers.ts';
import { openLabSharedStore } from './shared-store.ts';
import { Stage, type StageOptions } from './stage.ts';

export interface PerformanceParts
  extends Omit<PerformanceOptions, 'input' | 'stage'>,
    Pick<StageOptions, 'senders' | 'engines' | 'siteUrl'>,
    Pick<ServersOptions, 'openServer'> {
  readonly siteSecrets: () => readonly string[];
  /** The engine of a server of the stage, with its own store. */
  readonly createServerEngine: ServersOptions['createEngine'];
  readonly clock: Clock;
}

/** One run of one variant of an experiment, with its stage. It has not begun. */
export function createPerformance(input: LabRunInput, parts: PerformanceParts): Performance {
  const { senders, engines, siteUrl, siteSecrets, openServer, clock, report } = parts;
  const setting = settingOf(EXPERIMENTS[input.experiment], input.variant);
  const servers =
    setting.servers === undefined
      ? null
      : new Servers({
          setting: setting.servers,
          openServer,
          createEngine: parts.createServerEngine,
          openShared: () => openLabSharedStore({ clock, report }),
        });
  const stage = new Stage({ setting, servers, siteUrl, senders, engines, siteSecrets: siteSecrets(), now: clock.now });
  return new Performance({ ...parts, input, stage });
}

function settingOf({ variants }: Experiment, variant: string): Setting {
  const setting = variants[variant];
  if (setting === undefined) throw new Error(`There is no setting for the variant “${variant}”`);
  return setting;
}
