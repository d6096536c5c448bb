/**
 * The worker thread of search.ts: keeps the index, and searches. It has a connection of its own to the log, which
 * only reads, and is the only one that opens the index files.
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

/** How long it works without looking for orders. */
const sliceMs = 6;
/** How long new entries may be taken in before an answer. */
const newsMs = 15;
/** How long an answer may be looked for; then it says what it has. */
const answerMs = 60;
/** Rests this much longer than it works: the site has the cores. Less while somebody waits for what it does. */
const rest = { calm: 2, awaited: 0.25, flooded: 20 } as const;
/** Entries a second from which the site needs the cores more: what is not indexed yet is found without the index. */
const floodPerSecond = 400;
const awaitedMs = 3_000;
/** Over how long the pace of the log is taken. */
const floodLookMs = 200;
/** How often it looks around when nothing is to be done: for entries that come late; for those that are pruned. */
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
/** Which entries cannot be read is told once for each start: from then on nothing unreadable is added. */
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

/** The main thread is to know: the same file holds the sessions. A file of the index is nobody's loss. */
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

/** Goes on in the index only: where it is still to come, `work` sees to it. */
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

/** A million ids are handed over, not copied. */
function sayFound(number: number, found: AllFound): void {
  const news: News = { type: 'found', number, found };
  parentPort?.postMessage(news, found.ok && found.ids !== null ? [found.ids.buffer] : []);
}

/** A bit of what is to be done, then a rest. */
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

/** Whether entries come in so fast, since it was last asked, that the site must be busy. */
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
 * A search that somebody looks at goes on to the end of the log, for its count and its next page. Where the index is
 * still to come, the index comes first: to make it takes no longer than to look without it.
 */
function goOn(startMs: number, isIndexed: boolean): boolean {
  const search = searches.unfinished(awaitedMs);
  if (search === null || search.isNextIndexed !== isIndexed) return false;
  search.goOn(() => tickMs() - startMs >= sliceMs || search.isNextIndexed !== isIndexed);
  return !search.isComplete;
}

/** Goes through the whole index for entries that cannot be read, and tells of them. True if there is more. */
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

/** Whatever is wrong with the index, it can be made anew. If that does not help, the thread ends with the error. */
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

/** Never before its rest is over, however often the log grows. */
function wake(inMs: number): void {
  clearTimeout(timer);
  timer = setTimeout(work, Math.max(inMs, restUntilMs - tickMs()));
}

function say(news: News): void {
  parentPort?.postMessage(news);
}
