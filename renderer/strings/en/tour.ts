/** The tour of the first lesson. */
export const tour = {
  name: 'Tour',
  offer: 'Tour',
  offerWhy: 'Five steps through what happens when a value is kept in a session.',
  showAround: 'Show me around',
  count: (at: number, of: number) => `Step ${at} of ${of}`,
  next: 'Next',
  back: 'Back',
  done: 'Done',
  close: 'End the tour',
  nothingYet: 'There is no request yet: press Set on Alice, and it is shown here.',
};
