/**
 * The worker thread of search.ts, which maintains the index and searches. It has a separate read-only connection to the
 * log, and only this thread opens the index files.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { tellCrash, toldError } from '../base/thread-error.ts';
import { parseFilter } from '../contract/filter/parse.ts';
import type { SearchQuery } from '../contract/search.ts';
import { openDatabaseForReading } from '../storage/database/database.ts';
import { createLogSource, tellingErrors } from '../storage/log/log-source.ts';
import { LogSearch } from './log-search.ts';
import type { News, Order, WorkerStart } from './messages.ts';
import { planOf } from './plan.ts';
import { SearchIndex } from './search-index.ts';
import { type AllFound, type RawAnswer, Searches } from './searches.ts';

/** How long it works before it handles new orders. */
const sliceMs = 6;
/** How long it may index new entries before an answer. */
const newsMs = 15;
/** How long it may search for one answer. After that it returns what it has found. */
const answerMs = 60;
/**
 * The length of a pause relative to the work before it, so that the site can use the processor. It is shorter while a
 * caller waits for a result.
 */
const rest = { calm: 2, awaited: 0.25, flooded: 20 } as const;
/**
 * The rate of new entries from which the site has priority. Entries that are not indexed yet are then searched without
 * the index.
 */
const floodPerSecond = 150;
const awaitedMs = 3_000;
/** The interval over which the rate of new entries is measured. */
const floodLookMs = 200;
/**
 * The interval between two checks when idle: `waiting` while skipped ids may still appear, `calm` to notice removed
 * entries.
 */
const lookMs = { waiting: 250, calm: 30_000 } as const;

tellCrash();
const { database: place, folder } = workerData as WorkerStart;
const database = openLog();
const log = tellingErrors(createLogSource(database), tellLogFailed);
const tickMs = () => performance.now();
let index = openIndex();
let searches = newSearches();
let queue: Extract<Order, { type: 'search' | 'find-all' }>[] = [];
let isPaused = false;
let lastAskedMs = Number.NEGATIVE_INFINITY;
let restUntilMs = 0;
let isTroubled = false;
let lastNewest = { id: log.ends()?.newestId ?? 0, atMs: tickMs() };
let isFloodSeen = false;
let timer: NodeJS.Timeout | undefined;
/** The search for unreadable entries. It runs once for each start, because no unreadable entries are added later. */
let census: LogSearch | 'told' | null = null;

parentPort?.on('message', (order: Order) => {
  switch (order.type) {
    case 'search':
    case 'find-all':
      queue.push(order);
      setImmediate(answerNext);
      break;
    case 'cancel':
      queue = queue.filter(({ number }) => number !== order.number);
      break;
    case 'grew':
      wake(0);
      break;
    case 'pause':
      isPaused = true;
      say({ type: 'done', number: order.number });
      break;
    case 'clear':
      isPaused = false;
      beginAnew();
      say({ type: 'done', number: order.number });
      for (const _ of queue) setImmediate(answerNext);
      break;
    case 'close':
      close();
  }
});
wake(0);

function openLog(): ReturnType<typeof openDatabaseForReading> {
  try {
    return openDatabaseForReading(place);
  } catch (error) {
    tellLogFailed(error);
    throw error;
  }
}

/**
 * Reports an error of the log to the main thread, because the same file contains the sessions. An index file can be
 * made again, so its errors are not reported.
 */
function tellLogFailed(error: unknown): void {
  say({ type: 'log-failed', error: toldError(error) });
}

function openIndex(): SearchIndex {
  return new SearchIndex({ folder, log, nowMs: Date.now, tickMs });
}

function newSearches(): Searches {
  return new Searches({ index, log, nowMs: Date.now, tickMs });
}

function answerNext(): void {
  const order = isPaused ? undefined : queue.shift();
  if (order === undefined) return;
  lastAskedMs = tickMs();
  try {
    const { number } = order;
    if (order.type === 'search') say({ type: 'answer', number, answer: answer(order.query) });
    else sayFound(number, allFound(order.filter));
  } catch (error) {
    say({ type: 'failed', number: order.number, error: toldError(error) });
    beginAnewAfter(error);
  }
  restUntilMs = 0;
  wake(0);
}

function answer(query: SearchQuery): RawAnswer {
  const startMs = tickMs();
  while (tickMs() - startMs < newsMs && index.catchUp());
  const running = searches.open(query.filter);
  if ('errors' in running) return { ok: false, errors: running.errors };
  running.search.takeNew();
  const untilMs = tickMs() + answerMs;
  running.search.goOn(() => tickMs() >= untilMs || searches.isEnough(running, query));
  return searches.answer(running, query);
}

/** Searches only indexed entries. `work` indexes the others. */
function allFound(filter: string): AllFound {
  const startMs = tickMs();
  while (tickMs() - startMs < newsMs && index.catchUp());
  const running = searches.open(filter);
  if ('errors' in running) return { ok: false, errors: running.errors };
  const { search } = running;
  search.takeNew();
  const untilMs = tickMs() + answerMs;
  search.goOn(() => tickMs() >= untilMs || !search.isNextIndexed);
  return searches.allFound(running);
}

/** The array of ids is transferred and not copied, since it can have a million entries. */
function sayFound(number: number, found: AllFound): void {
  const news: News = { type: 'found', number, found };
  parentPort?.postMessage(news, found.ok && found.ids !== null ? [found.ids.buffer] : []);
}

/** Does a small part of the pending work, then pauses. */
function work(): void {
  timer = undefined;
  if (isPaused) return;
  const startMs = tickMs();
  let isMore = true;
  try {
    while (isMore && tickMs() - startMs < sliceMs) {
      isMore = index.catchUp() || goOn(startMs, true) || index.workAhead() || goOn(startMs, false) || count(startMs);
    }
    if (!isMore) index.commit();
    isTroubled = false;
  } catch (error) {
    beginAnewAfter(error);
  }
  if (searches.forgetIdle()) index.rest();
  const isAwaited = startMs - lastAskedMs < awaitedMs;
  const factor = isAwaited ? rest.awaited : isFlooded() ? rest.flooded : rest.calm;
  restUntilMs = tickMs() + (tickMs() - startMs) * factor;
  wake(isMore ? 0 : index.isWaiting ? lookMs.waiting : lookMs.calm);
}

/** Whether entries arrive so fast that the site must be busy. */
function isFlooded(): boolean {
  const newest = { id: log.ends()?.newestId ?? 0, atMs: tickMs() };
  const perSecond = ((newest.id - lastNewest.id) * 1000) / Math.max(1, newest.atMs - lastNewest.atMs);
  if (newest.atMs - lastNewest.atMs >= floodLookMs) {
    lastNewest = newest;
    isFloodSeen = perSecond > floodPerSecond;
  }
  return isFloodSeen;
}

/**
 * Continues a search that a user is looking at to the end of the log, for its count and its next page. Entries that are
 * not indexed are indexed first, because indexing takes no longer than searching them directly.
 */
function goOn(startMs: number, isIndexed: boolean): boolean {
  const search = searches.unfinished(awaitedMs);
  if (search === null || search.isNextIndexed !== isIndexed) return false;
  search.goOn(() => tickMs() - startMs >= sliceMs || search.isNextIndexed !== isIndexed);
  return !search.isComplete;
}

/** Searches the whole index for unreadable entries and reports them. True if there is more to do. */
function count(startMs: number): boolean {
  if (census === 'told') return false;
  census ??= new LogSearch(planOf(parseFilter('kind:unreadable').terms, Date.now()), index, log);
  census.goOn(() => tickMs() - startMs >= sliceMs);
  if (!census.isComplete) return true;
  const ids = [...census.foundIds()];
  census.close();
  census = 'told';
  if (ids.length > 0) say({ type: 'unreadable', ids });
  return false;
}

/**
 * Deletes the index and starts again, since the index can always be rebuilt. If the next attempt fails too, the thread
 * ends with the error.
 */
function beginAnewAfter(error: unknown): void {
  if (isTroubled) throw error;
  isTroubled = true;
  beginAnew();
}

function beginAnew(): void {
  searches.forgetAll();
  if (census !== 'told') census?.close();
  census = null;
  index.clear();
  index = openIndex();
  searches = newSearches();
  wake(0);
}

function close(): void {
  clearTimeout(timer);
  queue = [];
  isPaused = true;
  index.close();
  database.close();
  parentPort?.close();
}

/** The next work never starts before the pause is over, however often the log grows. */
function wake(inMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(work, Math.max(inMs, restUntilMs - tickMs()));
}

function say(news: News): void {
  parentPort?.postMessage(news);
}
