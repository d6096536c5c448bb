import { createContext, type RefObject, useContext } from 'react';

/** Where menus and hints are put in the page: inside a landmark, so that assistive tools find them in one. */
export const PopupPlaceContext = createContext<RefObject<HTMLElement | null> | undefined>(undefined);

/** The element that menus and hints are drawn into; undefined leaves it to the page's end. */
export function usePopupPlace(): RefObject<HTMLElement | null> | undefined {
  return useContext(PopupPlaceContext);
}
