import type { Row } from '../round.ts';
import type { Numbers } from './population.ts';
import { Room } from './room.ts';
import type { Site } from './site.ts';

/** How long, how many, how often; times in milliseconds. */
export interface Soak {
  readonly lastsMs: number;
  /** Of all feeds together. */
  readonly readers: Numbers;
  readonly changeMs: number;
  /** How often the instances are asked what they hold. */
  readonly sampleMs: number;
  /** How often all is compared, and a row written. */
  readonly rowMs: number;
  /** A twentieth of the readers is replaced so often, evenly spread over it. */
  readonly replaceMs: number;
  /** How long a target stays as it is: well, slow or away. */
  readonly weatherMs: number;
  /** Posts in a feed before it begins: as many as an instance keeps, so that what it keeps is full. */
  readonly before: number;
  readonly isJudged: boolean;
  /** Where the rows are written to while it runs. */
  readonly file: string;
}

/**
 * A site under its people, its readers, and followers to slow targets: what it holds must not grow, and nothing be
 * lost. `stop`: ends it early, with what is known by then.
 */
export async function soak(site: Site, how: Soak, stop: AbortSignal): Promise<Row> {
  const room = await Room.open(site, how);
  try {
    room.begin();
    const stopped = new Promise<void>((done) => {
      if (stop.aborted) done();
      else stop.addEventListener('abort', () => done(), { once: true });
    });
    await Promise.race([new Promise((done) => setTimeout(done, how.lastsMs)), stopped]);
    return await (stop.aborted ? room.breakOff() : room.end());
  } finally {
    await room.close();
  }
}
