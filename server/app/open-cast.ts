import { Cast, type CastOptions } from '../actors/cast.ts';
import type { Storage } from '../storage/storage.ts';
import type { StartContext } from './start-context.ts';

/** Opens the simulated browsers of one target: of the tutorial site, or of a watched app. */
export function openCast(
  ofTarget: Omit<CastOptions, 'jars' | 'now' | 'onChange'>,
  storage: Pick<Storage, 'actorJars'>,
  { clock, changes, closing }: StartContext,
): Cast {
  const cast = new Cast({
    ...ofTarget,
    jars: storage.actorJars,
    now: clock.now,
    onChange: () => changes.tell('actors', null),
  });
  closing.add(() => cast.close());
  return cast;
}
