/** The rooms of renderer/, as ARCHITECTURE.md draws them. */
import { type ImportLine, targetOf } from './import-lines.ts';
import { houseOf, partOf, rankTable, refuse } from './server-rules.ts';

/**
 * From the bottom up. A room may import itself and rooms of lower ranks. Rooms of one rank do not import each other.
 */
const rooms: readonly (readonly string[])[] = [
  ['styles', 'model'],
  ['strings', 'data'],
  ['sentences', 'ui'],
  ['navigation'],
  ['commands'],
  ['shared'],
  ['views'],
  ['app'],
  ['main.tsx'],
];

/** The panels of the Live view, from the bottom up. Files directly in views/live are above all of them. */
const livePanels: readonly (readonly string[])[] = [['table', 'timeline', 'tools'], ['actors', 'details'], ['']];

const roomRank = rankTable(rooms);
const panelRank = rankTable(livePanels);

/** Packages that only `data` may import: they are the way to the inspector. */
const connectionPackages = /^@trpc\/(client|server)(\/|$)/;

/** The complaint about one import line of renderer/, or null if the line is allowed. */
export function judgeWindow(line: ImportLine): string | null {
  const { file } = line;
  const target = targetOf(line);
  const room = roomOf(file);
  if (target.startsWith('node:') || /^electron(\/|$)/.test(target)) return refuse(file, houseOf(target));
  if (target.startsWith('server/')) return judgeServerImport(line, target, room);
  if (!target.startsWith('renderer/')) return judgePackage(file, target, room);
  return judgeRooms(line, target, room);
}

function judgeServerImport({ file, isTypeOnly }: ImportLine, target: string, room: string): string | null {
  const part = partOf(target);
  if (part === 'contract') return null;
  if (target !== 'server/api/router.ts') {
    return refuse(file, part === 'api' ? target.replace(/\.ts$/, '') : `server/${part}`);
  }
  if (room !== 'data') return `${file} may not import the router: only renderer/data talks to the inspector`;
  return isTypeOnly ? null : `${file} may import only the type of server/api/router`;
}

function judgePackage(file: string, target: string, room: string): string | null {
  if (connectionPackages.test(target) && room !== 'data') return refuse(file, target);
  const isReact = /^(react|react-dom)(\/|$)/.test(target);
  return isReact && (room === 'model' || room === 'sentences') ? refuse(file, target) : null;
}

function judgeRooms({ file, isDynamic }: ImportLine, target: string, room: string): string | null {
  const [from, to] = [roomRank.get(room), roomRank.get(roomOf(target))];
  if (from === undefined) return `renderer/${room} is not a room: add it to test/support/layers/window-rules.ts`;
  if (room === 'model' || room === 'sentences') {
    if (target.endsWith('.css')) return refuse(file, target);
  }
  if (isDynamic && room !== 'app' && target.startsWith('renderer/views/') && /-view\.tsx$/.test(target)) {
    return `${file} may not load a view: only renderer/app does`;
  }
  if (room !== roomOf(target)) return to !== undefined && to < from ? null : refuse(file, `renderer/${roomOf(target)}`);
  if (room === 'views') return judgeViews(file, target);
  return room === 'shared' ? judgeShared(file, target) : null;
}

/** A view does not import another view. Inside the Live view the panels have ranks of their own. */
function judgeViews(file: string, target: string): string | null {
  const [view, otherView] = [file.split('/')[2], target.split('/')[2]];
  if (view !== otherView) return refuse(file, `renderer/views/${otherView}`);
  if (view !== 'live') return null;
  const [from, to] = [panelOf(file), panelOf(target)];
  if (from === to) return null;
  const [fromRank, toRank] = [panelRank.get(from), panelRank.get(to)];
  if (fromRank === undefined) return `${from} is not a panel of Live: add it to test/support/layers/window-rules.ts`;
  return toRank !== undefined && toRank < fromRank ? null : refuse(file, `renderer/views/live/${to}`);
}

/** A folder of shared/ may use the small files beside it, not another folder; a small file uses no folder. */
function judgeShared(file: string, target: string): string | null {
  const [from, to] = [folderBelow(file, 2), folderBelow(target, 2)];
  return from === to || to === '' ? null : refuse(file, `renderer/shared/${to}`);
}

function panelOf(path: string): string {
  return folderBelow(path, 3);
}

/** The folder at a depth of the path, or '' for a file at that depth. */
function folderBelow(path: string, depth: number): string {
  const parts = path.split('/');
  return parts.length > depth + 1 ? (parts[depth] ?? '') : '';
}

function roomOf(path: string): string {
  return path.split('/')[1] ?? '';
}
