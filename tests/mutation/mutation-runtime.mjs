import { pathToFileURL } from 'node:url';
import NativeRuntime from '../runner/native-runtime.mjs';

let runs = 0;

/** Loads a test file anew each time it is run; what it imports stays loaded. */
export default class MutationRuntime extends NativeRuntime {
  unstable_importModule(path) {
    runs += 1;
    return import(`${pathToFileURL(path).href}?${runs}`);
  }
}
