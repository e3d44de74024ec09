import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import { defineLiveTicker } from '@dateline/ticker';

const dateline = process.env.DATELINE ?? 'http://localhost:3000';
const feed = process.env.FEED ?? 'tarnhaven';

// Code that is for browsers too may run here: without a DOM this does nothing.
defineLiveTicker({ src: dateline });
// A bundler would serve these; this is the package as it is.
const files = new Map(
  await Promise.all(
    [
      ['/ticker.mjs', '@dateline/ticker', 'text/javascript'],
      ['/item.css', '@dateline/ticker/item.css', 'text/css'],
    ].map(async ([path, name, type]) => {
      const body = await readFile(new URL(import.meta.resolve(name)));
      return [path, { body, type }];
    }),
  ),
);

async function page() {
  const answer = await fetch(`${dateline}/api/v1/feeds/${feed}/fragment?limit=10`);
  // Without the fragment the ticker begins with an empty list, and fills it.
  const items = answer.ok ? await answer.text() : '';
  return `<!doctype html>
<html lang="en">
  <meta charset="utf-8">
  <title>Rendered on a server</title>
  <link rel="icon" href="data:,">
  <link rel="stylesheet" href="/item.css">
  <live-ticker feed="${feed}">${items}</live-ticker>
  <script type="module">
    import { defineLiveTicker } from '/ticker.mjs';
    defineLiveTicker({ src: ${JSON.stringify(dateline)} });
  </script>
</html>`;
}

createServer(async ({ url }, response) => {
  const file = files.get(url ?? '');
  const { body, type } = file ?? { body: await page(), type: 'text/html; charset=utf-8' };
  response.setHeader('Content-Type', type);
  response.end(body);
}).listen(Number(process.env.PORT ?? 8080), '127.0.0.1');
