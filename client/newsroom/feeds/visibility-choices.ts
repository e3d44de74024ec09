/** Who finds a feed, as a form offers it. */
export const visibilityChoices = [
  ['public', 'Everybody: lists, sitemaps and search engines name it'],
  ['unlisted', 'Who knows its address: it is in no list'],
  ['signed', 'Signed-in readers of your site, with a token'],
] as const;
