/** The kind of a cookie by its name: a session cookie, known to be something else, or unknown. */
export type NameSays = 'session' | 'other' | 'nothing';

/** A browser checks these prefixes (RFC 6265bis §4.1.3). */
const PREFIX = /^__(?:Host-Http|Host|Secure|Http)-/i;
/** next-auth and Supabase number the parts of a long value. */
const PART_NUMBER = /\.\d{1,2}$/;

const OTHER: readonly RegExp[] = [
  // Tokens against cross-site request forgery: Laravel, Django, Rails, csurf, Tornado, ASP.NET, next-auth.
  /csrf|xsrf|antiforgery|requestverificationtoken|authenticity_token/i,
  // Messages for the next page: Django, Rails, Play, Symfony.
  /^messages$|(?:^|[._-])flash(?:[._-]?(?:messages?|data))?$/i,
  // "Remember me", from which a server starts a session: Laravel, Devise, Spring Security, Symfony, Shiro, Flask-Login.
  /remember|^known_sign_in$/i,
  // Access control in front of the app: Cloudflare Access, Google's Identity-Aware Proxy, load balancers of AWS.
  /^CF_(?:Authorization|AppSession|Binding)|^GCP_IAA?P_|^AWS(?:ALB|ELB)/i,
  // Steps of an unfinished login: OAuth and OpenID Connect.
  /^\.AspNetCore\.(?:Correlation|OpenIdConnect)|(?:^|[._-])(?:nonce|pkce|state|callback-url)(?:$|[._-])/i,
  // Analytics, advertising, support, consent.
  /^_(?:ga|gid|gat|gac|fbp|fbc|gcl|ym|pk|sp|vwo|vis_opt|lr|tt|ttp|clck|clsk|dd_s)(?:$|[._])|^_hj[A-Z]|^_uet[sv]id$/,
  /^(?:__utm[a-z]|__hs|hubspot|ajs_|AMP_|amp_|ph_phc_|optimizely|optanon|intercom-|euconsent)/i,
  /mixpanel|cookieconsent|^rl_(?:session|user_id|anonymous_id)$|(?:^|[._-])analytics/i,
  // Protection against bots, and load balancing.
  /^(?:__?cf|cf_clearance|ARRAffinity|incap_ses_|visid_|nlbi_|ak_bmsc|bm_s|_abck|datadome|BIGipServer|SERVERID)/i,
];

const SESSION: readonly RegExp[] = [
  // connect.sid, PHPSESSID, sessionid, laravel_session, _myapp_session, rack.session, koa.sess,
  // next-auth.session-token …
  /(?:^|[._:-])sid$/i,
  /sess(?:ion)?[._:-]?(?:id|token|key|data|cookie)?$/i,
  // Servlet containers, classic ASP and Drupal add letters to the name.
  /^JSESSIONID|^ASPSESSIONID[A-Z]{8}$|^S?SESS[0-9a-f]{32}$/,
  /^\.AspNet(?:Core)?\.(?:Session|Cookies|ApplicationCookie|Identity\.Application)(?:C\d+)?$|^\.ASPXAUTH$/i,
  /^wordpress_(?:logged_in|sec)_|^sb-[\w-]+-auth-token$|^CAKEPHP$|^fe_typo_user$|^symfony$|^frontend$|^adminhtml$/,
];

/**
 * Recognises a session cookie by its name, from the default names of frameworks, with and without the prefixes that
 * browsers check.
 */
export function nameSays(name: string): NameSays {
  const plain = name.replace(PREFIX, '').replace(PART_NUMBER, '');
  if (OTHER.some((pattern) => pattern.test(plain))) return 'other';
  return SESSION.some((pattern) => pattern.test(plain)) ? 'session' : 'nothing';
}
