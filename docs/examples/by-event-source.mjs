// node --experimental-eventsource docs/examples/by-event-source.mjs http://localhost:3000 budget-day
import { View } from './view.mjs';

const [url, feed] = process.argv.slice(2);
const kinds = [
  'post',
  'edit',
  'correct',
  'strike',
  'unstrike',
  'redact',
  'takedown',
  'pin',
  'unpin',
  'feed',
];
const view = new View();

/** An EventSource connects again by itself, with the id of the last event it got. */
function open(reset) {
  const source = new EventSource(`${url}/api/v1/feeds/${feed}/stream`);
  source.addEventListener('snapshot', ({ data }) => view.begin({ reset, ...JSON.parse(data) }));
  for (const kind of kinds) {
    source.addEventListener(kind, ({ data }) => {
      const change = JSON.parse(data);
      if (source.readyState === EventSource.CLOSED) return;
      if (view.isNext(change)) return view.step(change);
      // The change before was of a kind that is not in the list: its event had no listener.
      source.close();
      open('gap');
    });
  }
}

open();
view.answer();
