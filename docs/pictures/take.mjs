// npm run build && node docs/pictures/take.mjs: takes the pictures of this folder from the running product, in Chromium.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ofTheDocs } from './of-the-docs.mjs';
import { product } from './product.mjs';

const maxBytes = 80_000;
/** What is above it all, and moves, may be larger. */
const larger = new Map([
  ['product', 120_000],
  ['product.moving', 400_000],
]);

for (const take of [product, ofTheDocs]) {
  for (const [name, png] of Object.entries(await take())) {
    const most = larger.get(name) ?? maxBytes;
    if (png.length > most) throw new Error(`${name} has ${png.length} bytes, of ${most}.`);
    writeFileSync(join(import.meta.dirname, `${name}.png`), png);
    console.log(`${name}.png ${png.length}`);
  }
}
