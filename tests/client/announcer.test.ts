import { Announcer } from '../../client/ticker/announcer.ts';
import { itemOf } from './feed-of.ts';
import { ManualClock } from './manual-clock.ts';

function listener(silent = () => false) {
  const clock = new ManualClock();
  const heard: string[] = [];
  const announcer = new Announcer(
    clock,
    { politely: (text) => heard.push(text), atOnce: (text) => heard.push(`at once: ${text}`) },
    silent,
  );
  let made = 0;
  const arrive = (count: number) =>
    announcer.arrived(Array.from({ length: count }, () => itemOf((made += 1))));
  return { clock, heard, announcer, arrive };
}

test('a burst is one announcement, and the next comes 30 s later at the earliest', () => {
  const { clock, heard, arrive } = listener();
  arrive(1);
  arrive(2);
  clock.pass(1_000);
  expect(heard).toEqual(['3 new updates']);
  arrive(1);
  clock.pass(29_999);
  expect(heard).toHaveLength(1);
  clock.pass(1);
  expect(heard).toEqual(['3 new updates', '1 new update']);
  clock.pass(90_000);
  arrive(1);
  clock.pass(1_000);
  expect(heard).toHaveLength(3);
});

test('breaking news is told at once, by its headline only', () => {
  const { heard, announcer } = listener();
  announcer.arrived([itemOf(1, { breaking: true, headline: 'The bridge is closed' })]);
  expect(heard).toEqual(['at once: The bridge is closed']);
});

test('nothing is told while nobody looks or the ticker is paused', () => {
  let silent = true;
  const { clock, heard, arrive, announcer } = listener(() => silent);
  announcer.arrived([itemOf(1, { breaking: true, headline: 'Unheard' })]);
  arrive(3);
  clock.pass(60_000);
  silent = false;
  arrive(1);
  clock.pass(1_000);
  expect(heard).toEqual(['1 new update']);
});

test('what is taken down is not counted, and its headline is taken back', () => {
  const { clock, heard, announcer, arrive } = listener();
  announcer.arrived([itemOf(99, { breaking: true, headline: 'Wrong' })]);
  arrive(3);
  announcer.keepOnly((id) => id !== itemOf(99).id && id !== itemOf(1).id);
  clock.pass(1_000);
  expect(heard).toEqual(['at once: Wrong', 'at once: ', '2 new updates']);
});
