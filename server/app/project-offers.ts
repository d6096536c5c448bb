import { InvalidRequest } from '../base/errors.ts';
import type { AttachProject, ProjectStores } from '../contract/project-store.ts';
import { projectStores } from '../stores/project/project-stores.ts';
import { StoreFault } from '../stores/store-reader.ts';

/** The stores that a project folder suggests, without their secrets. A folder that is not there is a value. */
export async function offersOfProject(path: string): Promise<ProjectStores> {
  try {
    const found = await projectStores(path, { readsSecrets: false });
    return { ok: true, stores: found.map(({ password: _, secrets: __, ...offer }) => offer) };
  } catch (error) {
    if (error instanceof StoreFault) return { ok: false, why: error.why };
    throw error;
  }
}

/**
 * An offer with what it needs to be attached: its address with the password, and the secrets of the app. Both only if
 * they were asked for. Throws InvalidRequest if the project does not suggest it any more.
 */
export async function chosenOffer({
  path,
  where,
  readsSecrets,
}: AttachProject): Promise<{ readonly store: string; readonly secrets: readonly string[] }> {
  const found = await projectStores(path, { readsSecrets }).catch((error: unknown) => {
    throw error instanceof StoreFault ? new InvalidRequest(error.message) : error;
  });
  const offer = found.find((one) => one.where === where);
  if (offer === undefined) throw new InvalidRequest(`The project does not suggest ${where} any more. Look again.`);
  if (offer.password === null || !URL.canParse(where)) return { store: where, secrets: offer.secrets };
  const url = new URL(where);
  url.password = encodeURIComponent(offer.password);
  return { store: url.href, secrets: offer.secrets };
}
