import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import JestRuntime from 'jest-runtime';
// Before anything else listens to this process.
import './end-of-worker.ts';
import { sourceMaps } from './typescript.mjs';

const require = createRequire(import.meta.url);

/** Where Jest keeps who hears of its events. */
const hearers = Symbol.for('EVENT_HANDLERS');

/** Loads everything by Node itself (see native-environment.mjs). */
export default class NativeRuntime extends JestRuntime {
  unstable_shouldLoadAsEsm() {
    return true;
  }

  unstable_importModule(path) {
    return import(pathToFileURL(path).href);
  }

  /** What declares and runs tests: each file gets a fresh one, because it keeps the tests that were declared. */
  requireInternalModule(path) {
    for (const loaded of Object.keys(require.cache)) {
      if (loaded.includes('/jest-circus/')) delete require.cache[loaded];
    }
    delete globalThis[hearers];
    return require(path);
  }

  getSourceMaps() {
    return sourceMaps;
  }
}
