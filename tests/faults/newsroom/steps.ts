import { phonePicture } from '../../pictures-of-tests.ts';
import { until } from '../../until.ts';
import type { PressRoom, Seat } from './press-room.ts';

/** What a person was about to do when the fault came. */
export interface Step {
  readonly name: string;
  readonly feed?: object;
  /** Brings the page to where the act is one key away; the id of the draft it is about, where there is one. */
  readonly prepare: (seat: Seat, words: string) => Promise<string | undefined>;
  /** The act itself. It is not waited for: the fault comes at the same moment. */
  readonly act: (seat: Seat, words: string) => Promise<unknown>;
  /** What another person does to the same thing at that moment. */
  readonly meddle: (room: PressRoom, feed: string, id: string | undefined) => Promise<unknown>;
  /** Whether the act makes a call at once. */
  readonly isCall: boolean;
  /** Whether readers may have the words at the end: never, at any time, or they must. */
  readonly out: 'never' | 'may' | 'must';
}

const theirs = 'Words of another person';

async function write(seat: Seat, words: string): Promise<undefined> {
  await seat.body.fill(words);
  await seat.keeps(words);
}

const postAnother: Step['meddle'] = (room, feed) =>
  room.mustCall('POST', `/feeds/${feed}/items`, { body: theirs });

const publishIt: Step['meddle'] = (room, feed, id) =>
  room.call('PATCH', `/feeds/${feed}/items/${id}`, { draft: false }, { 'if-match': '"1"' });

async function draftOf(seat: Seat, more: object): Promise<string> {
  const path = `/feeds/${seat.feed}/items`;
  const { json } = await seat.room.mustCall('POST', path, more);
  const { id } = json['item'] as { readonly id: string };
  return id;
}

async function shownDraft(seat: Seat, words: string): Promise<void> {
  await seat.page.reload();
  await seat.row(words).waitFor();
}

export const steps: readonly Step[] = [
  {
    name: 'typing',
    out: 'never',
    isCall: false,
    prepare: write,
    // What was typed in the last 0.4 s is not kept yet, by design: the words are those of before.
    act: (seat) => seat.page.keyboard.type(' and on'),
    meddle: postAnother,
  },
  {
    name: 'save a draft',
    out: 'never',
    isCall: true,
    prepare: async (seat, words) => {
      const id = await draftOf(seat, { draft: true, headline: 'A draft', body: 'First words' });
      await shownDraft(seat, 'A draft');
      await seat
        .row('A draft')
        .getByRole('button', { name: /^Edit, / })
        .click();
      await seat.draftText.fill(words);
      await seat.keeps(words);
      return id;
    },
    act: (seat) => seat.draftText.press('Control+s'),
    meddle: (room, feed, id) =>
      room.call(
        'PATCH',
        `/feeds/${feed}/items/${id}`,
        { body: theirs, draft: true },
        { 'if-match': '"1"' },
      ),
  },
  {
    name: 'upload',
    out: 'never',
    isCall: true,
    prepare: write,
    act: async (seat) => {
      const buffer = await phonePicture(800, 600);
      const [chosen] = await Promise.all([
        seat.page.waitForEvent('filechooser'),
        seat.page.locator('#composer').getByRole('button', { name: 'Picture' }).click(),
      ]);
      await chosen.setFiles({ name: 'pier.jpg', mimeType: 'image/jpeg', buffer });
    },
    meddle: postAnother,
  },
  {
    name: 'publish',
    out: 'may',
    isCall: true,
    prepare: async (seat, words) => seat.body.fill(words).then(() => undefined),
    act: (seat) => seat.body.press('Control+Enter'),
    meddle: postAnother,
  },
  {
    name: 'hold',
    feed: { undoSeconds: 60 },
    out: 'never',
    isCall: true,
    prepare: async (seat, words) => seat.body.fill(words).then(() => undefined),
    act: (seat) => seat.body.press('Control+Enter'),
    meddle: postAnother,
  },
  {
    name: 'release',
    out: 'must',
    isCall: false,
    prepare: async (seat, words) => {
      const embargo = new Date(Date.now() + 4_000).toISOString();
      seat.notBefore = embargo;
      const id = await draftOf(seat, { body: words, embargo });
      await shownDraft(seat, words);
      return id;
    },
    // Its time comes by itself.
    act: async () => undefined,
    meddle: (room, feed, id) =>
      room.call(
        'PATCH',
        `/feeds/${feed}/items/${id}`,
        { note: 'x', headline: theirs },
        { 'if-match': '"1"' },
      ),
  },
  {
    name: 'approve',
    out: 'may',
    isCall: true,
    prepare: async (seat, words) => {
      const id = await draftOf(seat, { draft: true, body: words });
      const path = `/feeds/${seat.feed}/items/${id}/submit`;
      await seat.room.mustCall('POST', path, undefined, { 'if-match': '"1"' });
      await shownDraft(seat, words);
      await until(() => seat.row(words).getByRole('button', { name: 'Approve' }).isVisible(), 'it');
      return id;
    },
    act: (seat, words) => seat.row(words).getByRole('button', { name: 'Approve' }).click(),
    meddle: publishIt,
  },
];
