/** Who finds a feed, as a form offers it. */
export const visibilityChoices = [
  ['public', 'Everybody: lists, sitemaps and search engines name it'],
  ['unlisted', 'Who knows its address: it is in no list'],
] as const;
