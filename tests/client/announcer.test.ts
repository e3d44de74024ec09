import { Announcer } from '../../client/ticker/view/announcer.ts';
import { itemOf } from './feed-of.ts';
import { ManualClock } from './manual-clock.ts';

function listener(silent = () => false) {
  const clock = new ManualClock();
  const heard: string[] = [];
  const announcer = new Announcer(
    clock,
    {
      politely: (text) => heard.push(text),
      atOnce: (text, of) => heard.push(`at once: ${text}${of?.lang ? ` (${of.lang})` : ''}`),
    },
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

test('breaking news without a headline is told by its opening, at once and in its own language (N1, N3)', () => {
  const { clock, heard, announcer } = listener();
  const text = 'Der Deich ist gebrochen.';
  const body = [{ kind: 'paragraph', children: [{ kind: 'text', text }] }] as const;
  announcer.arrived([itemOf(1, { breaking: true, body, lang: 'de' })]);
  expect(heard).toEqual([`at once: ${text} (de)`]);
  clock.pass(60_000);
  expect(heard).toHaveLength(1);
});

test('an item that becomes breaking news is told at once, though it is not new (N2)', () => {
  const { heard, announcer } = listener();
  announcer.arrived([], [itemOf(1, { breaking: true, headline: 'The bridge is closed' })]);
  expect(heard).toEqual(['at once: The bridge is closed']);
});

test('of several that break within 10 s one interrupts, the others are counted (N3)', () => {
  const { clock, heard, announcer } = listener();
  const breaks = (n: number) =>
    announcer.arrived([itemOf(n, { breaking: true, headline: `Breaking ${n}` })]);
  breaks(1);
  clock.pass(300);
  breaks(2);
  breaks(3);
  clock.pass(1_000);
  expect(heard).toEqual(['at once: Breaking 1', '2 new updates']);
  clock.pass(8_699);
  breaks(4);
  clock.pass(1);
  breaks(5);
  expect(heard.slice(2)).toEqual(['at once: Breaking 5']);
  clock.pass(60_000);
  expect(heard.slice(3)).toEqual(['1 new update']);
});
