/** The names of variables in `.env` files whose values are secrets. An address may contain a password too. */
const secretName = /(?:PASS|PASSWORD|PASSWD|SECRET|KEY|TOKEN|CREDENTIAL)/;

/** What an `.env` file says, apart from its secrets. */
export interface EnvFile {
  /** Addresses are without their passwords. */
  readonly values: ReadonlyMap<string, string>;
  /** Only if they were asked for. */
  readonly secrets: ReadonlyMap<string, string>;
  /** The names whose values are secrets. */
  readonly secretNames: readonly string[];
}

/** Reads the lines `NAME=value` of an `.env` file. `readsSecrets`: the user has asked for the secrets. */
export function readEnv(text: string, readsSecrets: boolean): EnvFile {
  const values = new Map<string, string>();
  const secrets = new Map<string, string>();
  const secretNames: string[] = [];
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    if (found === null) continue;
    const name = (found[1] ?? '').toUpperCase();
    const value = unquoted(found[2] ?? '');
    if (secretName.test(name)) {
      secretNames.push(name);
      if (readsSecrets) secrets.set(name, value);
      continue;
    }
    const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) && URL.canParse(value) ? new URL(value) : null;
    if (url !== null && url.password !== '') {
      secretNames.push(name);
      if (readsSecrets) secrets.set(name, decodeURIComponent(url.password));
      url.password = '';
      values.set(name, url.href);
    } else values.set(name, value);
  }
  return { values, secrets, secretNames };
}

function unquoted(text: string): string {
  const quoted = /^(["'])(.*)\1(?:\s+#.*)?$/.exec(text);
  return quoted?.[2] ?? text.replace(/\s+#.*$/, '');
}
