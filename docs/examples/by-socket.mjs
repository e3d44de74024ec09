// node docs/examples/by-socket.mjs http://localhost:3000 budget-day: a stock socket.io-client.
import { io } from 'socket.io-client';
import { View } from './view.mjs';

const [url, feed] = process.argv.slice(2);
const view = new View();
const socket = io(url, {
  transports: ['websocket'],
  reconnectionDelay: 50,
  reconnectionDelayMax: 300,
  auth: (answer) => answer({ v: 1, subs: [{ feed, ...view.position }] }),
});
socket.on('snapshot', (snapshot) => view.begin(snapshot));
socket.on('sync', ({ changes }) => changes.forEach((change) => view.step(change)));
socket.on('change', (change) => view.step(change));
view.answer();
