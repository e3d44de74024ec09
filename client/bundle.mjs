import { cp } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleNewsroom } from './bundle-newsroom.mjs';
import { textOverWebSocket } from './library-cuts.mjs';
import { tighten } from './tighten.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const client = (path) => join(root, 'client', path);
const out = (path) => join(root, 'dist/client', path);

/** A style sheet as text, for a constructable one. */
const cssAsText = {
  name: 'css-as-text',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { outputFiles } = await build({ ...common, entryPoints: [path], write: false });
      return { contents: outputFiles[0].text.trim(), loader: 'text' };
    });
  },
};

const roadsLoadedWhenNeeded = {
  name: 'roads-loaded-when-needed',
  setup({ onResolve }) {
    onResolve({ filter: /\/other-roads\.ts$/ }, () => ({
      path: client('ticker/connect/other-roads-loaded.ts'),
    }));
  },
};

const common = {
  absWorkingDir: root,
  bundle: true,
  minify: true,
  target: 'es2022',
  legalComments: 'none',
  logLevel: 'warning',
};
const ticker = {
  ...common,
  plugins: [textOverWebSocket, cssAsText],
  // The libraries' own private names; ours are `#private`.
  mangleProps: /^_[a-z]/,
  mangleQuoted: true,
};

/** Makes all that browsers are given, in dist/client. Returns the packages that are part of `ticker.mjs`, and the name of the newsroom's first script. */
export async function bundle() {
  const [newsroom, module] = await Promise.all([
    bundleNewsroom(root, out('.')),
    build({
      ...ticker,
      entryPoints: [client('ticker/create-ticker.ts')],
      format: 'esm',
      outfile: out('ticker.mjs'),
      metafile: true,
    }),
    build({
      ...ticker,
      plugins: [...ticker.plugins, roadsLoadedWhenNeeded],
      entryPoints: [client('ticker/ticker-script.ts')],
      format: 'iife',
      outfile: out('ticker.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('ticker/connect/other-roads.ts')],
      format: 'esm',
      outfile: out('roads.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('ticker/layouts-script.ts')],
      format: 'esm',
      outfile: out('layouts.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('ticker/reading-script.ts')],
      format: 'esm',
      outfile: out('reading.js'),
    }),
    build({
      ...ticker,
      entryPoints: [client('ticker/campaign-script.ts')],
      format: 'esm',
      outfile: out('campaign.js'),
    }),
    build({ ...common, entryPoints: [client('ticker/style/item.css')], outfile: out('item.css') }),
    build({
      ...common,
      entryPoints: [client('newsroom/newsroom.css')],
      outfile: out('newsroom.css'),
    }),
    build({
      ...common,
      entryPoints: [client('site/site-script.ts')],
      format: 'iife',
      outfile: out('site.js'),
    }),
    build({
      ...common,
      entryPoints: {
        push: client('push/push-script.ts'),
        'push-worker': client('push/worker.ts'),
      },
      format: 'iife',
      outdir: out('.'),
    }),
    build({
      ...ticker,
      entryPoints: [client('site/still-page-script.ts')],
      format: 'iife',
      outfile: out('still.js'),
    }),
    build({ ...common, entryPoints: [client('site/site.css')], outfile: out('site.css') }),
    build({ ...common, entryPoints: [client('site/docs.css')], outfile: out('docs.css') }),
    build({
      ...common,
      entryPoints: {
        embed: client('embed/embed-script.ts'),
        frame: client('embed/frame-script.ts'),
        builder: client('embed/builder-script.ts'),
      },
      format: 'iife',
      outdir: out('.'),
    }),
    build({ ...common, entryPoints: [client('embed/frame.css')], outfile: out('frame.css') }),
    build({ ...common, entryPoints: [client('embed/builder.css')], outfile: out('builder.css') }),
    cp(client('demo'), out('demo'), { recursive: true }),
  ]);
  await tighten(out('ticker.js'));
  return { libraries: librariesIn(module.metafile), newsroom };
}

function librariesIn({ inputs }) {
  const names = Object.keys(inputs).flatMap(
    (path) => /^node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [],
  );
  return [...new Set(names)].sort();
}
