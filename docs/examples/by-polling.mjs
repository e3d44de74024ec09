// node docs/examples/by-polling.mjs http://localhost:3000 budget-day [ms]: fetch alone, every ten seconds or as told.
import { setTimeout as pause } from 'node:timers/promises';
import { View } from './view.mjs';

const [url, feed, everyMs = '10000'] = process.argv.slice(2);
const base = `${url}/api/v1/feeds/${feed}`;
const view = new View();

async function get(path, cache = 'default') {
  const response = await fetch(base + path, { cache, signal: AbortSignal.timeout(5_000) });
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.json();
}

/** How often in a row `head` has stood behind the view: an older answer of a cache, or a log that was set back. */
let timesBehind = 0;

async function poll() {
  if (view.position === undefined) return view.begin(await get(''));
  const head = await get('/head');
  const { epoch, seq, tag } = view.position;
  if (head.epoch !== epoch) return startAnew('epoch');
  if (head.seq > seq) {
    timesBehind = 0;
    return catchUp(head);
  }
  timesBehind = head.seq === seq && head.tag === tag ? 0 : timesBehind + 1;
  if (timesBehind === 3) await startAnew('fork');
}

/** The segments of the log hold 64 changes each: the view's own may begin with changes it has. */
async function catchUp(head) {
  for (let n = Math.floor(view.position.seq / 64); n * 64 < head.seq; n += 1) {
    const { changes } = await get(`/log/${head.epoch}/${n}?v=${head.scrubbed}`);
    for (const change of changes) {
      if (change.seq <= view.position.seq) continue;
      if (change.prev !== view.position.tag) return startAnew('fork');
      view.step(change);
    }
  }
}

async function startAnew(reset) {
  timesBehind = 0;
  view.begin({ ...(await get('', 'reload')), reset });
}

view.answer();
for (;;) {
  // The server may be away: it is asked again.
  await poll().catch(() => undefined);
  await pause(Number(everyMs));
}
