/**
 * Makes a table one that can be moved in: the table itself holds the focus and names its active row, so that the row
 * need not take the focus, nor even be drawn. Any role may stand on a table (ARIA in HTML); its rows and cells follow
 * by themselves.
 */
export function asGrid(role: 'grid' | 'treegrid', label: string, activeRowId: string | undefined) {
  return { role, tabIndex: 0, 'aria-label': label, 'aria-activedescendant': activeRowId } as const;
}
