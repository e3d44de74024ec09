import fc from 'fast-check';
import { agreeOn } from '../../../src/gateway/engine/compression.ts';
import { openPath } from '../../../src/gateway/fan-out/open-path.ts';
import { until } from '../../until.ts';
import { EngineRoom } from './engine-room.ts';
import { WireReader } from '../wire-reader.ts';

const oneForAll = 'permessage-deflate; server_no_context_takeover; client_no_context_takeover';

describe('compression is agreed on', () => {
  test.each([
    ['permessage-deflate', oneForAll, true],
    ['permessage-deflate; client_max_window_bits', oneForAll, true],
    ['x-unknown, permessage-deflate; server_no_context_takeover', oneForAll, true],
    // A smaller window than the one of the shared frame: agreed on, but the client gets plain frames.
    [
      'permessage-deflate; server_max_window_bits=9',
      `${oneForAll}; server_max_window_bits=9`,
      false,
    ],
    ['x-unknown', undefined, false],
    [undefined, undefined, false],
  ])('offered %p', (offer, header, deflates) => {
    const agreement = agreeOn(offer);
    const words = (text: string | undefined) => text?.split('; ').toSorted();
    expect(words(agreement?.header)).toEqual(words(header));
    expect(agreement?.deflates).toBe(deflates);
  });

  test.each([
    'permessage-deflate;;',
    'permessage-deflate; server_max_window_bits=7',
    'permessage-deflate; made_up',
    ',',
    '"',
  ])('not for %p, which is malformed', (offer) => {
    expect(agreeOn(offer)).toBeUndefined();
  });

  test('whatever is offered, it never throws, and says the same again', () => {
    const words = fc.constantFrom(
      'permessage-deflate',
      'server_max_window_bits',
      'client_max_window_bits',
      'server_no_context_takeover',
      '=',
      '9',
      '15',
      ';',
      ',',
      ' ',
      '"',
      'x',
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 12 }), (parts) => {
        const offer = parts.join('');
        expect(agreeOn(offer)).toEqual(agreeOn(offer));
      }),
      { numRuns: 2_000 },
    );
  });
});

test('who asked for a small window gets every event, in frames that need none', async () => {
  await using room = await EngineRoom.open(await openPath('auto', () => undefined));
  using small = new WireReader(room.port, 'permessage-deflate; server_max_window_bits=9');
  using usual = new WireReader(room.port, 'permessage-deflate; client_max_window_bits');
  using plain = new WireReader(room.port);
  const readers = [small, usual, plain];
  await until(() => room.outlets.size === 3, 'all readers');
  for (let n = 0; n < 5; n += 1) room.say(`${n} `.repeat(400));
  await until(() => readers.every(({ events }) => events.length === 5), 'all events');
  expect(readers.map(({ events }) => events.map((text) => `2${text.slice(1)}`))).toEqual(
    readers.map(() => room.packets),
  );
  expect(readers.map(({ deflatedFrames }) => deflatedFrames)).toEqual([0, 5, 0]);
  expect(readers.flatMap(({ faults }) => faults)).toEqual([]);
});
