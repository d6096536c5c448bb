import type { LabResult, LabRunInput } from '../../server/contract/lab.ts';
import type { InspectorClient } from './connection.ts';

/** What the Lab asks of the inspector. The steps of a run come by the live stream. */
export interface LabCommands {
  /** Resolves at the end of the run. Null: it could not be asked for, and the window has been told why. */
  runExperiment(input: LabRunInput): Promise<LabResult | null>;
  cancelExperiment(): Promise<void>;
}

export function createLabCommands(
  client: InspectorClient,
  attempt: <T>(work: () => Promise<T>) => Promise<T | null>,
): LabCommands {
  return {
    runExperiment: (input) => attempt(() => client.lab.run.mutate(input)),
    async cancelExperiment() {
      await attempt(() => client.lab.cancel.mutate());
    },
  };
}
