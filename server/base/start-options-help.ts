/** The options of a start, as `--help` lists them: for every command that starts the app, and for the installed app. */
export const startOptionsHelp = `  --port N             the site's port (default 5000, 0 for any); the next free one is used if it is taken
  --ui-port N          browser mode: the inspector's port (default: any)
  --data-dir DIR       the folder in which data is kept
  --engine NAME        server-side or client-side: the session engine to start with
  --secret S           signs with your own secret; repeat it for several: the first signs, all verify.
                       Other users of this machine can see it in the process list
  --secret-file F      the same from a file, one secret a line
  --watch URL          watches an app of yours at this loopback address; repeat it for several
  --watch-port N       where to open that app instead (default: from 5001 on, 0 for any)
  --watch-secret-file F  the app's secrets, one a line, to verify its cookies with. They are not kept
  --store URL          before any --watch: the store for the sessions of the site itself, in the place of its database:
                       redis://127.0.0.1:6379 or postgres://USER@127.0.0.1:5432/DATABASE. Servers with the same store
                       and the same --secret-file share their sessions
  --store URL|PATH     after a --watch: the session store of that app, to be read and never written: one of these, the
                       path of a SQLite file, or of a folder of session files
                       Put the password of a store into SESSION_INSPECTOR_STORE_PASSWORD: it is not kept
  --project DIR        the folder of that app's project: says which session stores its files suggest, and why
  --no-open            browser mode: does not open the browser
  --json               browser mode: prints one line of JSON when ready
  --help               shows this text
`;
