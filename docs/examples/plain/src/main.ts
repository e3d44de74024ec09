import { createTicker, defineLiveTicker, type Entry } from '@dateline/ticker';

const server = import.meta.env['VITE_DATELINE'] ?? 'http://localhost:3000';
const feed = import.meta.env['VITE_FEED'] ?? 'tarnhaven';

// With the element …
defineLiveTicker({ src: server });
const element = document.createElement('live-ticker');
element.setAttribute('feed', feed);
element.addEventListener('lt-status', ({ detail }) => {
  document.title = `${detail.feed}: ${detail.status}`;
});

// … and without: the same connection, and a list of your own.
const list = document.createElement('ul');
const ticker = createTicker({ src: server, feed });
ticker.on('pending', () => ticker.reveal());
ticker.on('change', () => list.replaceChildren(...ticker.items.map(row)));

function row(entry: Entry): HTMLLIElement {
  const li = document.createElement('li');
  li.textContent = 'removedAt' in entry ? 'Removed' : (entry.headline ?? '');
  return li;
}

document.querySelector('#app')?.append(element, list);
