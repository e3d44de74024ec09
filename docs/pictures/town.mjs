/** The feed of the pictures: a town that does not exist. */
export const feed = 'storm';

const title = 'Storm over Tarnhaven';
const summary = 'An invented town, and its highest water in forty years.';

/** Minutes ago, and what was posted then. */
const past = [
  [94, { headline: 'Tarnhaven shuts its sea gates', key: true, body: 'All four, by hand.' }],
  [61, { headline: 'The Lantern Bridge is closed', body: 'Cars go round by the mill.' }],
  [
    38,
    {
      headline: 'A barge has broken loose',
      breaking: true,
      body: '**Keep away from both quays.**',
    },
  ],
  [17, { headline: 'Wind passes 100 km/h', body: 'The gauge is 80 metres up.' }],
];

/** Creates the feed with its past. `stage`: an open Stage. */
export async function begin(stage) {
  await stage.call('POST', '/feeds', { slug: feed, title, summary, lang: 'en-GB' });
  const lines = past.map(([minutesAgo, text], n) => {
    const at = new Date(Date.now() - minutesAgo * 60_000).toISOString();
    return { externalId: `past-${n}`, postedAt: at, wordings: [{ kind: 'post', at, ...text }] };
  });
  await stage.import(feed, lines);
}
