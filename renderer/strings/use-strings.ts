import { createContext, useContext } from 'react';
import { en, type Strings } from './en.ts';

/** The catalogue in use. A provider around the app switches the language; without one it is English. */
export const StringsContext = createContext<Strings>(en);

/** The words of the window. Every component takes its text from here, names for assistive tools included. */
export function useStrings(): Strings {
  return useContext(StringsContext);
}
