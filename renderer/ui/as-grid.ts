/**
 * Makes a table navigable: the table itself has the focus and names its active row, so the row does not need the focus
 * and need not even be drawn. A table may have any role (ARIA in HTML); its rows and cells get matching roles.
 */
export function asGrid(role: 'grid' | 'treegrid', label: string, activeRowId: string | undefined) {
  return { role, tabIndex: 0, 'aria-label': label, 'aria-activedescendant': activeRowId } as const;
}
