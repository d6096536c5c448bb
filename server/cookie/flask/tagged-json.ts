import type { Json } from '../../contract/json.ts';
import { isObject, meantAsObject } from '../../encodings/typed-value.ts';
import { secondsOfHttpDate } from '../formats/parts/http-date.ts';
import { fromPythonBase64 } from '../formats/parts/python-base64.ts';

type JsonObject = { [key: string]: Json };

/**
 * Replaces an object of Flask's tagged JSON by the value that it represents. Called for every object, the innermost
 * first. Only an object whose single key is a tag has a special meaning. Undefined for a tag whose content Flask cannot
 * read (it answers such a cookie with an error). An invalid date becomes null, as in Flask. The writer is
 * json-writer.ts with FLASK_JSON. Source: flask/json/tag.py.
 */
export function untag(object: JsonObject): Json | undefined {
  const [key = '', ...others] = Object.keys(object);
  const content = object[key];
  if (others.length > 0 || content === undefined) return meantAsObject(object);
  switch (key) {
    case ' di':
      return isObject(content) ? unescapeKey(content) : undefined;
    case ' t':
      return Array.isArray(content) ? { $type: 'tuple', value: content } : undefined;
    case ' b':
      return typeof content === 'string' ? bytesValue(content) : undefined;
    case ' m':
      return typeof content === 'string' ? { $type: 'Markup', value: content } : undefined;
    case ' u':
      return typeof content === 'string' ? uuidValue(content) : undefined;
    case ' d':
      return typeof content === 'string' ? datetimeValue(content) : undefined;
    default:
      return object;
  }
}

/** `{" di": {" t__": x}}` was `{" t": x}`: an ordinary object with the form of a tag. */
function unescapeKey(escaped: JsonObject): Json | undefined {
  const [key] = Object.keys(escaped);
  return key === undefined ? undefined : { [key.slice(0, -2)]: escaped[key] ?? null };
}

/** Standard base64 with its padding. Python does not add missing padding here. */
function bytesValue(base64: string): Json | undefined {
  const bytes = base64.length % 4 === 0 ? fromPythonBase64(base64) : null;
  return bytes === null ? undefined : { $type: 'bytes', hex: bytes.toString('hex') };
}

function uuidValue(text: string): Json | undefined {
  const hex = text.replaceAll('urn:', '').replaceAll('uuid:', '').replaceAll(/[{}-]/g, '').toLowerCase();
  const fields = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(hex);
  return fields === null ? undefined : { $type: 'uuid', value: fields.slice(1).join('-') };
}

function datetimeValue(text: string): Json {
  const seconds = secondsOfHttpDate(text);
  if (seconds === null) return null;
  return { $type: 'datetime', iso: `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z` };
}
