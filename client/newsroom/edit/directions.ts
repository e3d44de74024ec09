/** The ways a text may run, as a form offers them. */
export const directions = [
  ['', 'Automatic'],
  ['ltr', 'Left to right'],
  ['rtl', 'Right to left'],
] as const;
