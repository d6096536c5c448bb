import type { RequestRecord } from '../../contract/log-entry.ts';
import type { FrameworkGuess } from '../../contract/watch.ts';
import { cookiePairsOf } from '../../cookie/parse-cookie-header.ts';
import { setCookiesOf } from '../../record/sent-headers.ts';

/** A guess of the framework from the responses of an app. It is reported together with its sign, never as a fact. */
export interface FrameworkSigns {
  note(record: Pick<RequestRecord, 'responseHeaders' | 'requestHeaders' | 'upstream'>): void;
  readonly guess: FrameworkGuess | null;
}

interface Sign {
  readonly framework: string;
  /** The sign with the highest number is shown: a framework is more specific than the server below it. */
  readonly weight: number;
}

const HEADERS: readonly { readonly name: string; readonly value: RegExp; readonly says: Sign }[] = [
  { name: 'x-powered-by', value: /^express$/i, says: { framework: 'Express', weight: 3 } },
  { name: 'x-powered-by', value: /^next\.js/i, says: { framework: 'Next.js', weight: 4 } },
  { name: 'x-powered-by', value: /^php\//i, says: { framework: 'PHP', weight: 1 } },
  { name: 'x-powered-by', value: /^asp\.net/i, says: { framework: 'ASP.NET', weight: 2 } },
  { name: 'x-runtime', value: /^\d+\.\d+$/, says: { framework: 'Ruby on Rails', weight: 3 } },
  { name: 'server', value: /^werkzeug\//i, says: { framework: 'Flask', weight: 2 } },
  { name: 'server', value: /^wsgiserver\//i, says: { framework: 'Django', weight: 2 } },
  { name: 'server', value: /^uvicorn/i, says: { framework: 'FastAPI or Starlette', weight: 2 } },
  { name: 'server', value: /^tornadoserver/i, says: { framework: 'Tornado', weight: 3 } },
  { name: 'server', value: /^(?:webrick|puma)/i, says: { framework: 'Ruby', weight: 1 } },
  { name: 'server', value: /^kestrel/i, says: { framework: 'ASP.NET Core', weight: 2 } },
];

const SIGNS_BY_HEADER = Map.groupBy(HEADERS, ({ name }) => name);

/** The default cookie names in the documentation of each framework. */
const COOKIES: readonly { readonly name: RegExp; readonly says: Sign }[] = [
  { name: /^laravel[_-]session$/, says: { framework: 'Laravel', weight: 4 } },
  { name: /^connect\.sid$/, says: { framework: 'Express with express-session', weight: 4 } },
  { name: /^csrftoken$/, says: { framework: 'Django', weight: 4 } },
  { name: /^_[a-z0-9_]+_session$/, says: { framework: 'Ruby on Rails', weight: 3 } },
  { name: /^rack\.session$/, says: { framework: 'Sinatra or another app on Rack', weight: 2 } },
  { name: /^PHPSESSID$/, says: { framework: 'PHP', weight: 2 } },
  { name: /^JSESSIONID$/, says: { framework: 'Java', weight: 2 } },
  { name: /^\.AspNetCore\./, says: { framework: 'ASP.NET Core', weight: 4 } },
];

export function createFrameworkSigns(): FrameworkSigns {
  let best: { readonly guess: FrameworkGuess; readonly weight: number } | null = null;
  /** The last list of header lines, to skip responses with the same lines. */
  let last: RequestRecord['responseHeaders'] | null = null;
  const take = ({ framework, weight }: Sign, by: FrameworkGuess['by'], sign: string) => {
    if (weight > (best?.weight ?? 0)) best = { guess: { framework, by, sign: sign.slice(0, 120) }, weight };
  };
  return {
    note({ responseHeaders, upstream }) {
      // Responses of the proxy itself are not signs of the app.
      if (upstream?.firstByteMs === null || responseHeaders === last) return;
      last = responseHeaders;
      for (const [name, value] of responseHeaders) {
        for (const sign of SIGNS_BY_HEADER.get(name.toLowerCase()) ?? []) {
          if (sign.value.test(value)) take(sign.says, 'header', `${name}: ${value}`);
        }
      }
      // Only cookies that the app itself has set. Received cookies may belong to another app on this machine.
      for (const line of setCookiesOf(responseHeaders)) {
        const name = cookiePairsOf(line.split(';', 1)[0] ?? '')[0]?.name ?? '';
        for (const sign of COOKIES) if (sign.name.test(name)) take(sign.says, 'cookie-name', name);
      }
    },
    get guess() {
      return best?.guess ?? null;
    },
  };
}
