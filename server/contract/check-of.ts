import { z } from 'zod';

type Check = (value: unknown) => boolean;

/**
 * Makes a check from a schema, which says of a value of JSON whether the schema accepts it. It costs a tenth of
 * `safeParse`, because it copies nothing and gives no reasons (docs/speed.md). The check is a function of generated
 * code, as zod's own parsers of objects are: V8 reads a member fast if its name is in the code. A part of the schema
 * that this file does not know is checked by zod.
 */
export function checkOf(schema: z.core.$ZodType): Check {
  /** Equal functions are written once. */
  const bodies: string[] = [];
  const checks: Check[] = [];
  const code: Code = {
    add(body) {
      const same = bodies.indexOf(body);
      return `f${same === -1 ? bodies.push(body) - 1 : same}`;
    },
    call(check, value) {
      const same = checks.indexOf(check);
      return `checks[${same === -1 ? checks.push(check) - 1 : same}](${value})`;
    },
  };
  const whole = accepted(schema, 'value', code);
  const functions = bodies.map((body, at) => `function f${at}(v) { ${body} }`);
  return new Function('checks', `${functions.join('\n')}\nreturn (value) => Boolean(${whole});`)(checks) as Check;
}

interface Code {
  /** Adds a function with the parameter `v`, and returns its name. */
  add(body: string): string;
  /** An expression that calls a check with a value. */
  call(check: Check, value: string): string;
}

/** An expression that is true if the schema accepts the value of the expression `v`, which is a name. */
function accepted(schema: z.core.$ZodType, v: string, code: Code): string {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  const byZod = () => code.call((value) => z.safeParse(schema, value).success, v);
  if ('coerce' in def && def.coerce === true) return byZod();
  if (def.type === 'number') return numberIn(def, v) ?? byZod();
  if ((def.checks ?? []).length > 0) return byZod();
  switch (def.type) {
    case 'string':
      return 'check' in def ? byZod() : `typeof ${v} === 'string'`;
    case 'boolean':
      return `typeof ${v} === 'boolean'`;
    case 'null':
      return `${v} === null`;
    case 'literal':
    case 'enum':
      return oneOf([...(schema._zod.values ?? [])], v) ?? byZod();
    case 'custom':
      return code.call(def.fn as Check, v);
    case 'nullable':
      return `(${v} === null || ${accepted(def.innerType, v, code)})`;
    case 'optional':
      return `(${v} === undefined || ${accepted(def.innerType, v, code)})`;
    case 'array':
      return listIn(def.element, v, code);
    case 'tuple':
      return def.rest === null && !def.items.some(mayBeAbsent) ? tupleIn(def.items, v, code) : byZod();
    case 'object':
      return def.catchall === undefined ? membersIn(def.shape, v, code) : byZod();
    case 'record':
      return isAnyText(def.keyType) ? recordIn(def.valueType, v, code) : byZod();
    case 'union':
      if ('discriminator' in def) return kindIn(def.options, String(def.discriminator), v, code) ?? byZod();
      // Exactly one option must accept the value.
      if (def.inclusive === false) return byZod();
      return `(${def.options.map((option) => accepted(option, v, code)).join(' || ')})`;
    default:
      return byZod();
  }
}

/** Zod knows further formats of numbers. Null for these. */
function numberIn(def: z.core.$ZodNumberDef, v: string): string | null {
  const formats = (def.checks ?? []).map(({ _zod }) => formatIn(_zod.def));
  if ('check' in def) formats.push(formatIn(def));
  if (formats.length === 0) return `Number.isFinite(${v})`;
  return formats.every((one) => one === 'safeint') ? `Number.isSafeInteger(${v})` : null;
}

function formatIn(def: object): unknown {
  return 'format' in def ? def.format : null;
}

/** Null for a value that is not written in the same way in JSON and in code. */
function oneOf(values: readonly unknown[], v: string): string | null {
  const texts = values.map(literalOf);
  return texts.includes(null) || texts.length === 0
    ? null
    : `(${texts.map((text) => `${v} === ${text}`).join(' || ')})`;
}

function literalOf(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value)
    ? JSON.stringify(value)
    : null;
}

const ifNoObject = "if (typeof v !== 'object' || v === null || Array.isArray(v)) return false;";

function listIn(element: z.core.$ZodType, v: string, code: Code): string {
  const item = accepted(element, 'item', code);
  const each = `for (let at = 0; at < v.length; at++) { const item = v[at]; if (!(${item})) return false; }`;
  return `${code.add(`if (!Array.isArray(v)) return false; ${each} return true;`)}(${v})`;
}

function tupleIn(items: readonly z.core.$ZodType[], v: string, code: Code): string {
  const each = items.map(
    (item, at) => `const i${at} = v[${at}]; if (!(${accepted(item, `i${at}`, code)})) return false;`,
  );
  const isList = `if (!Array.isArray(v) || v.length !== ${items.length}) return false;`;
  return `${code.add(`${isList} ${each.join(' ')} return true;`)}(${v})`;
}

function membersIn(shape: Readonly<Record<string, z.core.$ZodType>>, v: string, code: Code): string {
  const each = Object.entries(shape).map(([name, schema], at) => {
    const isThere = mayBeAbsent(schema) ? '' : `m${at} === undefined || `;
    const isAccepted = accepted(schema, `m${at}`, code);
    return `const m${at} = v[${JSON.stringify(name)}]; if (${isThere}!(${isAccepted})) return false;`;
  });
  return `${code.add(`${ifNoObject} ${each.join(' ')} return true;`)}(${v})`;
}

function mayBeAbsent(schema: z.core.$ZodType): boolean {
  return schema._zod.optin !== undefined;
}

function recordIn(member: z.core.$ZodType, v: string, code: Code): string {
  const isAccepted = accepted(member, 'member', code);
  const each = `for (const name of Object.keys(v)) { const member = v[name]; if (!(${isAccepted})) return false; }`;
  return `${code.add(`${ifNoObject} ${each} return true;`)}(${v})`;
}

/** A union whose options differ in the value of one member. */
function kindIn(options: readonly z.core.$ZodType[], by: string, v: string, code: Code): string | null {
  const cases: string[] = [];
  for (const option of options) {
    const isAccepted = accepted(option, 'v', code);
    for (const kind of option._zod.propValues?.[by] ?? []) {
      const literal = literalOf(kind);
      if (literal === null) return null;
      cases.push(`case ${literal}: return ${isAccepted};`);
    }
  }
  return `${code.add(`${ifNoObject} switch (v[${JSON.stringify(by)}]) { ${cases.join(' ')} } return false;`)}(${v})`;
}

function isAnyText(schema: z.core.$ZodType): boolean {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  return def.type === 'string' && !('check' in def) && (def.checks ?? []).length === 0;
}
