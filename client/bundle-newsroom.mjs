import { readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { rolldown } from 'rolldown';
import { textInNamespaces } from './library-cuts.mjs';

const prefix = 'newsroom-';

const roadsLoadedWhenNeeded = {
  name: 'roads-loaded-when-needed',
  resolveId: {
    filter: { id: /\/other-roads\.ts$/ },
    handler: (_, importer) => join(dirname(importer), 'other-roads-loaded.ts'),
  },
};

/**
 * Makes the newsroom's scripts in `folder`: all that is needed before anything shows in one file, each part that is
 * loaded when somebody asks for it in another. Every file is named by its content. Returns the name of the first.
 * (esbuild would cut what the parts share into some thirty files, a request each.)
 */
export async function bundleNewsroom(root, folder) {
  const entry = join(root, 'client/newsroom/main.tsx');
  // What another state of a part was called would stay for ever.
  const old = await readdir(folder).catch(() => []);
  await Promise.all(
    old.filter((name) => name.startsWith(prefix)).map((name) => rm(join(folder, name))),
  );
  let atOnce;
  const bundler = await rolldown({
    cwd: root,
    input: { main: entry },
    platform: 'browser',
    tsconfig: false,
    transform: { target: 'es2022', jsx: { runtime: 'automatic', importSource: 'preact' } },
    preserveEntrySignatures: 'allow-extension',
    plugins: [textInNamespaces, roadsLoadedWhenNeeded],
  });
  const { output } = await bundler.write({
    dir: folder,
    format: 'esm',
    minify: true,
    comments: false,
    hashCharacters: 'base36',
    entryFileNames: `${prefix}[name]-[hash].js`,
    chunkFileNames: `${prefix}[name]-[hash].js`,
    codeSplitting: {
      groups: [{ name: (id, graph) => groupOf(id, graph), debugName: 'application' }],
    },
  });
  await bundler.close();
  const chunkOf = (name) => output.find((chunk) => chunk.name === name);
  // Of the entry itself an import of the application is left, which the page names at once.
  await rm(join(folder, chunkOf('main').fileName));
  const application = chunkOf('application');
  await writeFile(join(folder, application.fileName), withHelpers(application.code, output));
  return application.fileName;

  function groupOf(id, graph) {
    atOnce ??= loadedAtOnce(graph);
    return atOnce.has(id) ? 'application' : null;
  }

  /** What the entry imports at once, through however many others. */
  function loadedAtOnce(graph, id = entry, found = new Set()) {
    if (found.has(id)) return found;
    found.add(id);
    for (const next of graph.getModuleInfo(id)?.importedIds ?? []) loadedAtOnce(graph, next, found);
    return found;
  }
}

/**
 * The code with the bundler's own helpers in it, which would be a file of their own, and a request before anything shows.
 * The name stays true: what it is made of has the name of the helpers' file.
 */
function withHelpers(code, output) {
  return code.replace(
    /^import\{([^}]*)\}from"\.\/([^"]*-rolldown-runtime-[^"]*)";/,
    (_, names, file) => {
      const helpers = output.find(({ fileName }) => fileName === file).code;
      const body = helpers.replace(
        /export\{([^}]*)\};?\s*$/,
        (__, made) => `return{${made.replaceAll(/(\w+) as (\w+)/g, '$2:$1')}}`,
      );
      return `const{${names.replaceAll(' as ', ':')}}=(()=>{${body}})();`;
    },
  );
}
