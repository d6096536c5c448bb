import type { EngineName } from '../../contract/log-entry.ts';
import type { SessionEngine } from '../../engines/engine.ts';
import { escapeHtml } from '../escape-html.ts';
import { page } from './page.ts';

const whereTheDataIs: Record<EngineName, string> = {
  'server-side': 'and holds no data: only the id under which the server keeps it.',
  'client-side': 'and it holds your data itself: anyone who has the cookie can read it.',
};

const whatPopLeaves: Record<EngineName, string> = {
  'server-side': 'Only the name goes: the session and the cookie stay.',
  'client-side': 'If the session is empty then, your browser is told to delete its cookie.',
};

export function homePage({ name, cookieName }: Pick<SessionEngine, 'name' | 'cookieName'>): string {
  return page(
    'This site remembers you',
    `<p>It is a small site with real web sessions, and Session Inspector is watching it. Follow the links and look at the
window: every request, the cookie it carried, and what the server kept.</p>
<dl>
<dt><a href="/getsession">/getsession</a></dt><dd>Who are you? Says <em>Welcome Anonymous</em> until a name is kept.</dd>
<dt><a href="/setsession">/setsession</a></dt><dd>Keeps <code>Username = Admin</code> in your session, and gives you a cookie.</dd>
<dt><a href="/popsession">/popsession</a></dt><dd>Removes the name again. ${whatPopLeaves[name]}</dd>
<dt><a href="/session">/session</a></dt><dd>All that your session holds, as JSON.</dd>
</dl>
<p>Your cookie is called <code>${escapeHtml(cookieName)}</code>. It is signed, not encrypted, ${whereTheDataIs[name]}</p>`,
  );
}

export function notFoundPage(method: string, path: string): string {
  return page(
    'Nothing here',
    `<p>This site has no <code>${escapeHtml(`${method} ${path}`)}</code>. <a href="/">The start page</a> lists what it has.</p>`,
  );
}

export function errorPage(status: number, message: string): string {
  return page(
    status < 500 ? 'That request could not be understood' : 'Something went wrong',
    `<p>${escapeHtml(message)}</p><p><a href="/">Back to the start page</a></p>`,
  );
}
