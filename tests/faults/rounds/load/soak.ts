import { withServices } from '../../cluster.ts';
import type { Numbers } from '../../soak/population.ts';
import { withEmbedded, withTwo, type Site } from '../../soak/site.ts';
import { soak } from '../../soak/soak.ts';
import type { Options, Round, Row } from '../../round.ts';

/**
 * Not without being asked: `--soak-minutes 60`. In that time 10,000 readers come and go three times over, and people are at
 * work as in a lively newsroom. SIGINT ends it with the rows so far.
 */
export const round: Round = {
  name: 'soak',
  run: async (options) => {
    if (options.soakMinutes === 0) return [];
    return untilInterrupted((stop) => {
      const onSite = (site: Site) => soak(site, howOf(options), stop);
      return onSiteOf(options.soakOn, onSite);
    });
  },
};

/** While `work` runs, SIGINT aborts its signal, however often it comes, and does nothing else. */
async function untilInterrupted(
  work: (stop: AbortSignal) => Promise<Row>,
): Promise<readonly Row[]> {
  const stopping = new AbortController();
  // A library of the services ends the process at once.
  const others = process.listeners('SIGINT');
  process.removeAllListeners('SIGINT').on('SIGINT', () => stopping.abort());
  try {
    return [await work(stopping.signal)];
  } finally {
    process.removeAllListeners('SIGINT');
    for (const listener of others) process.on('SIGINT', listener);
  }
}

function onSiteOf(kind: Options['soakOn'], work: (site: Site) => Promise<Row>): Promise<Row> {
  switch (kind) {
    case 'embedded':
      return withEmbedded(work);
    case 'two':
      return withServices((shared) => withTwo(shared, work));
  }
}

function howOf({ soakMinutes, soakFile, readers = 10_000 }: Options) {
  return {
    lastsMs: soakMinutes * 60_000,
    readers: numbersOf(readers),
    changeMs: 1_000,
    sampleMs: 10_000,
    rowMs: 60_000,
    replaceMs: 60_000,
    weatherMs: 60_000,
    before: 600,
    isJudged: soakMinutes >= 8,
    file: soakFile,
  };
}

/** Three in a hundred each are a stock client, an EventSource, and a poller. */
function numbersOf(readers: number): Numbers {
  const few = Math.round(0.03 * readers);
  return { crowd: readers - 3 * few, sockets: few, streams: few, pollers: few };
}
