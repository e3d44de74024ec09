import NativeEnvironment from '../runner/native-environment.mjs';
import { switches } from './switches.mjs';

/**
 * As for all tests. Besides, it says to the broken code which test runs, leaves out tests that were not chosen, and ends
 * a file at its first failure.
 */
export default class MutationEnvironment extends NativeEnvironment {
  #hasFailed = false;

  handleTestEvent({ name, test }) {
    if (name === 'run_start' || name === 'test_done') switches.currentTestId = 'hooks';
    if (name === 'run_finish') switches.currentTestId = undefined;
    if (name === 'test_fn_failure' || name === 'hook_failure') this.#hasFailed = true;
    if (name !== 'test_start') return;
    const fullName = nameOf(test);
    const isChosen = switches.chosenTests?.has(fullName) ?? true;
    if (this.#hasFailed || !isChosen) test.mode = 'skip';
    else switches.currentTestId = `test ${fullName}`;
  }
}

/** As Jest's results name it. */
function nameOf({ name, parent }) {
  return parent?.parent === undefined ? name : `${nameOf(parent)} ${name}`;
}
