import { createRequire, isBuiltin } from 'node:module';

const require = createRequire(import.meta.url);

/** Of modules of Node: what is made when somebody looks at it, and is imported here. */
const lookedAt = new Set(['AsyncLocalStorage']);

/** Modules of Node by `require`: `import` looks at all that one offers, and of node:http that is the whole of fetch. */
export const nodesOwn = {
  name: 'modules of Node',
  setup: ({ onResolve, onLoad }) => {
    const namespace = 'node';
    onResolve({ filter: /^[a-z]/ }, ({ path, kind, importer }) => {
      if (!isBuiltin(path)) return undefined;
      const isAsked = kind === 'import-statement' && importer !== path;
      return isAsked ? { path, namespace } : { path, external: true };
    });
    onLoad({ filter: /./, namespace }, ({ path }) => {
      // What Node makes only when somebody looks at it is left alone. A build says when one of that is imported.
      const names = Object.entries(Object.getOwnPropertyDescriptors(require(path)))
        .filter(([name, property]) => !('get' in property) || lookedAt.has(name))
        .map(([name]) => name)
        .filter((name) => /^[\w$]+$/.test(name) && name !== 'default');
      const lines = names.map(
        (name, n) => `const a${n} = all.${name}; export { a${n} as ${name} };`,
      );
      return {
        contents: [`const all = require('${path}'); export default all;`, ...lines].join('\n'),
      };
    });
  },
};
