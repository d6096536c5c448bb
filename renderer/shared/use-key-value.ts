import { useState } from 'react';
import type { Json } from '../../server/contract/json.ts';
import { readValue } from '../model/read-value.ts';
import { useStrings } from '../strings/use-strings.ts';

/** A key field and a value field together: their texts and their messages. */
export interface KeyValue {
  readonly key: string;
  readonly value: string;
  readonly setKey: (key: string) => void;
  readonly setValue: (value: string) => void;
  /** The meaning of the value field. Null if the typed text is not valid. */
  readonly json: Json;
  /** Both fields can be sent as they are. */
  readonly isComplete: boolean;
  readonly keyError: string | undefined;
  readonly valueError: string | undefined;
  /** How a bare word will be stored. */
  readonly valueHint: string | undefined;
}

/** Keeps a typed session key and its value. */
export function useKeyValue(firstKey: string, firstValue: string): KeyValue {
  const t = useStrings().common;
  const [key, setKey] = useState(firstKey);
  const [value, setValue] = useState(firstValue);
  const read = readValue(value);
  const valueErrors = { empty: t.valueEmpty, 'broken-json': t.valueBroken };
  return {
    key,
    value,
    setKey,
    setValue,
    json: read.ok ? read.value : null,
    isComplete: read.ok && key !== '',
    keyError: key === '' ? t.keyEmpty : undefined,
    valueError: read.ok ? undefined : valueErrors[read.reason],
    valueHint: read.ok && read.isBareWord ? t.storedAs(read.storedAs) : undefined,
  };
}
