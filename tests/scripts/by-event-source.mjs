// node --experimental-eventsource by-event-source.mjs http://localhost:3000 budget-day
import { View } from './view.mjs';

const [url, feed] = process.argv.slice(2);
const view = new View();
// It comes back by itself, with the last id it was given.
const source = new EventSource(`${url}/api/v1/feeds/${feed}/stream`);
source.addEventListener('snapshot', ({ data }) => view.begin(JSON.parse(data)));
const kinds = ['post', 'edit', 'correct', 'strike', 'unstrike', 'takedown', 'pin', 'unpin', 'feed'];
for (const kind of kinds) {
  source.addEventListener(kind, ({ data }) => view.step(JSON.parse(data)));
}
view.answer();
