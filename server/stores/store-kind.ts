/** Which kind of session store is at a place: given with the address, mapped by hand, or recognised. */
import { mappedByHand, shapeByHand, tablesOf } from './mapped-by-hand.ts';
import { mappingNamed, STORE_MAPPINGS, type TableShape } from './mappings.ts';
import { isDatabase, openReader } from './open-reader.ts';
import { type Recognised, type RecognitionHints, recogniseStore, type SampleRow } from './recognise.ts';
import type { StorePlace } from './store-place.ts';
import { StoreFault, type StoreOutline, type StoreReader } from './store-reader.ts';

/** The kind that a person gave with the address. Null if none was given. */
export function givenKind({ kind, prefix, columns }: StorePlace): Recognised | null {
  if (kind === null) return null;
  const mapping = mappingNamed(kind);
  if (mapping === null) throw new StoreFault('kind-unknown', { about: kind });
  const key = prefix === null ? mapping.key : { ...mapping.key, prefix };
  const shape = columns ?? mapping.shape;
  return {
    mapping: { ...mapping, key, ...(shape === undefined ? {} : { shape }) },
    confidence: 'seen',
    because: { code: 'kind-given' },
  };
}

/** Why this store cannot have the given kind. Trying again would not help. Null if it can have it. */
export function wrongKind({ kind, transport }: StorePlace): StoreFault | null {
  if (kind === null) return null;
  const mapping = mappingNamed(kind);
  if (mapping?.transport === transport) return null;
  const known = STORE_MAPPINGS.filter((one) => one.transport === transport).map(({ name }) => name);
  const facts = { about: kind, choices: known.join(', ') };
  return mapping === null
    ? new StoreFault('kind-unknown', facts)
    : new StoreFault('kind-elsewhere', { ...facts, place: transport });
}

/**
 * The kind of an open store: of the columns that were given, or recognised from its content. Throws a StoreFault if the
 * store is not recognised, or has sessions of several kinds.
 */
export async function examine(
  from: StoreReader,
  at: StorePlace,
  outline: StoreOutline,
  hints: Omit<RecognitionHints, 'place'>,
): Promise<Recognised> {
  if (at.columns !== null) return readByHand(at, shapeByHand(at.columns, outline), hints.framework);
  const rows = (keys: readonly string[]) => sampleOf(from, keys);
  const found = await recogniseStore(at.transport, outline, { ...hints, place: at.path || at.shown }, rows);
  if (found === null) throw notRecognised(at, outline);
  if ('several' in found) throw new StoreFault('several-kinds', { place: at.shown, about: found.several.join(', ') });
  return found;
}

function notRecognised({ shown: place, transport }: StorePlace, outline: StoreOutline): StoreFault {
  if (outline.tables.length > 0)
    return new StoreFault('tables-not-recognised', { place, choices: tablesOf(outline) }, outline);
  // A database may have tables that this user cannot see.
  const isEmpty = outline.keys.length === 0 && !isDatabase[transport];
  return new StoreFault(isEmpty ? 'store-empty' : 'not-recognised', { place }, outline);
}

/** The kind of a table whose columns were given. Some of its values are read for that. */
async function readByHand(at: StorePlace, shape: TableShape, framework: string | null): Promise<Recognised> {
  const { transport, prefix } = at;
  const without = mappedByHand({ transport, shape, prefix, framework, rows: [] });
  const reader = await openReader(at, without.mapping);
  try {
    const { keys } = await reader.page(null, mostSampledValues);
    return mappedByHand({ transport, shape, prefix, framework, rows: await sampleOf(reader, keys) });
  } finally {
    await reader.close();
  }
}

/** The number of values that are read to recognise a store. */
const mostSampledValues = 20;

async function sampleOf(from: StoreReader, keys: readonly string[]): Promise<SampleRow[]> {
  const rows: SampleRow[] = [];
  for (const key of keys.slice(0, mostSampledValues)) {
    // A key of another kind, such as a list of Redis, has no value to look at.
    const stored = await from.read(key).catch(() => null);
    if (stored !== null) rows.push({ key, bytes: stored.bytes });
  }
  return rows;
}
