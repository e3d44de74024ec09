// node docs/examples/by-curl.mjs http://localhost:3000 budget-day: curl, asking for head and the log's segments.
import { execFileSync } from 'node:child_process';
import { View } from './view.mjs';

const [url, feed] = process.argv.slice(2);
const base = `${url}/api/v1/feeds/${feed}`;
const view = new View();
const get = (path) =>
  JSON.parse(
    execFileSync('curl', ['-fsS', '--max-time', '2', base + path], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  );

function poll() {
  if (view.position === undefined) return view.begin(get(''));
  const head = get('/head');
  if (head.epoch !== view.position.epoch) return view.begin({ ...get(''), reset: 'epoch' });
  while (view.position.seq < head.seq) {
    const { seq } = view.position;
    const n = Math.floor(seq / 64);
    const { changes } = get(`/log/${head.epoch}/${n}?v=${head.scrubbed}`);
    for (const change of changes) if (change.seq > seq) view.step(change);
    if (view.position.seq === seq) return;
  }
}

function again() {
  try {
    poll();
  } catch {
    // The server may be away: it is asked again.
  }
  setTimeout(again, 300);
}

again();
view.answer();
