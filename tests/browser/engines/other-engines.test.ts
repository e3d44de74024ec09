import { embedsIn } from './embed-tests.ts';
import { engines } from './engines-here.ts';
import { openEngineRoom } from './engine-room.ts';
import { editsIn } from './newsroom-tests.ts';
import { keepsPlace } from './place-tests.ts';
import { readsIn } from './reading-tests.ts';

describe.each(engines)('in $name', ({ name, open }) => {
  if (open === undefined) {
    test.skip(`${name} is not on this machine`, () => undefined);
    return;
  }
  const room = openEngineRoom(open);

  describe('reading', () => readsIn(room));
  describe('a reader’s place', () => keepsPlace(room));
  describe('elsewhere', () => embedsIn(room));
  describe('the newsroom', () => editsIn(room));
});
