import { engines } from './engines-here.ts';
import { openEngineRoom } from './engine-room.ts';
import { keepsPlace } from './place-tests.ts';

describe.each(engines)('in $name', ({ name, open }) => {
  if (open === undefined) {
    test.skip(`${name} is not on this machine`, () => undefined);
    return;
  }
  const room = openEngineRoom(open);

  describe('a reader’s place', () => keepsPlace(room));
});
