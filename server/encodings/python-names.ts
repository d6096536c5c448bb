/** Modules of Python whose functions can use files, programs, the network or the interpreter itself. */
const modules: ReadonlySet<string> = new Set(
  (
    'os posix nt subprocess sys shutil socket importlib runpy pty ctypes code codeop pickle _pickle cPickle marshal ' +
    'webbrowser commands popen2 pip imp pkgutil zipimport multiprocessing threading asyncio signal platform tempfile ' +
    'pathlib glob fileinput http urllib urllib2 requests ftplib smtplib telnetlib xmlrpc pdb bdb timeit cProfile ' +
    'profile trace inspect types functools operator gc venv ensurepip torch numpy._distutils _io io builtins.open'
  ).split(' '),
);
const builtins: ReadonlySet<string> = new Set(
  'eval exec execfile compile getattr setattr delattr __import__ open globals locals vars input raw_input breakpoint apply file reload memoryview'.split(
    ' ',
  ),
);
/** Functions of these modules that only make a value. */
const harmless: ReadonlySet<string> = new Set([
  'pathlib.PurePosixPath',
  'pathlib.PureWindowsPath',
  'pathlib.PosixPath',
  'pathlib.WindowsPath',
  'functools.partial',
  'types.SimpleNamespace',
  'io.BytesIO',
  'io.StringIO',
  '_io.BytesIO',
  '_io.StringIO',
  'http.cookies.SimpleCookie',
  'http.cookies.Morsel',
  'http.HTTPStatus',
]);

/** Whether a loader that calls this runs something, opens something, or can be led to do so. */
export function isDangerousName(name: string): boolean {
  if (harmless.has(name)) return false;
  const [module = '', ...rest] = name.split('.');
  if (module === 'builtins' || module === '__builtin__') return builtins.has(rest[0] ?? '');
  return modules.has(module);
}
