import { feed } from './town.mjs';

const style = `
  body { margin: 0; padding: 0 16px; background: #f3f6f7; color: #16323d; font: 15px/1.45 sans-serif; }
  h1 { margin: 16px 0; padding-block-end: 12px; border-block-end: 4px double #16323d; font: 700 28px serif; text-align: center; }
  h2 { margin: 0 0 6px; font: 700 21px/1.2 serif; }
  p { margin: 0 0 20px; }
  .beside { display: grid; grid-template-columns: 1fr 300px; gap: 32px; padding-block-start: 16px; }`;

const story = `<h2>What the harbour learnt from the last flood</h2>
  <p>Forty years ago the water stood in the fish hall. A walk along the quays with those who were there.</p>`;

const more = `<p>The marks are still on the wall of the customs house, one above the other, each with its year. The highest
  is out of reach.</p><p>“We carried the nets up first,” says a man who was nine then, “and the cat after that.” What came
  next is told in three of the town’s songs, and in none of its books.</p>`;

function page(origin, body) {
  return `<!doctype html><html lang="en"><title>The Sael Post</title><link rel="icon" href="data:,">
    <style>${style}</style><script src="${origin}/v1/ticker.js" defer></script>${body}`;
}

/** A narrow front page of a paper elsewhere, with the rail in it. */
export function narrowPage(origin) {
  return page(origin, `<h1>The Sael Post</h1>${story}${ticker('rail')}`);
}

/** An article with the bar above it and the rail beside it. */
export function articlePage(origin) {
  return page(
    origin,
    `${ticker('bar')}<h1>The Sael Post</h1>
    <div class="beside"><article>${story}${more}</article><aside>${ticker('rail')}</aside></div>`,
  );
}

/** An article that goes on with the feed. */
export function feedPage(origin) {
  return page(origin, `<h1>The Sael Post</h1>${story}<live-ticker feed="${feed}"></live-ticker>`);
}

function ticker(layout) {
  const words = layout === 'rail' ? 'heading="Live from Tarnhaven" limit="4"' : '';
  return `<live-ticker feed="${feed}" layout="${layout}" ${words}></live-ticker>`;
}
