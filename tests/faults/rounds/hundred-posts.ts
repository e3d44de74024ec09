import { readFileSync } from 'node:fs';
import { evening } from '../../../src/demo/story/evening.ts';
import { morning } from '../../../src/demo/story/morning.ts';
import { noon } from '../../../src/demo/story/noon.ts';
import { written } from '../../browser/newsroom/writing/written.ts';
import { call } from '../../call.ts';
import { until } from '../../until.ts';
import { Hand } from '../newsroom/hand.ts';
import { PressRoom } from '../newsroom/press-room.ts';
import type { Round } from '../round.ts';

const posts = 100;
const feed = 'hundred';
/** The words of an item that is there before: a reader who has it is connected. */
const first = 'Before the hundred';

/**
 * Two people write at once, in two browsers, a third corrects what they wrote, and now and then meets its writer at it.
 * Readers at the other instance have each post once, in each writer's order, with every change.
 */
export const round: Round = {
  name: 'hundred-posts',
  run: async ({ texts }) => {
    await using room = await PressRoom.open();
    await room.mustCall('POST', '/feeds', { slug: feed, title: 'A hundred posts' });
    const words = texts === undefined ? storyTexts() : textsIn(texts);
    const [ana, bea, cleo] = [await join(room), await join(room), await join(room)];
    const reader = await readerAt(room);
    const startedMs = performance.now();

    const marks = Array.from({ length: posts }, (_, n) => `Post ${String(n).padStart(3, '0')}:`);
    const writes = async (hand: Hand, own: readonly string[]) => {
      for (const [n, mark] of own.entries()) {
        await hand.post(mark, words[marks.indexOf(mark) % words.length] ?? '', n % 2 === 1);
        if (isMet(mark)) {
          await hand.change(mark, 'Edit', (form) =>
            form.getByLabel('Headline').fill(`Head of ${mark}`),
          );
        }
      }
    };
    const corrects = async () => {
      for (const mark of marks.filter(isCorrected)) {
        await cleo.change(mark, 'Correct', async (form) => {
          await form.getByLabel('Note to readers').fill(`Note on ${mark}`);
          const body = form.getByLabel('Text, in Markdown');
          await body.fill(`${await written(body)}\n\nLine on ${mark}`);
        });
      }
    };
    const even = marks.filter((_, n) => n % 2 === 0);
    const odd = marks.filter((_, n) => n % 2 === 1);
    await Promise.all([writes(ana, even), writes(bea, odd), corrects()]);
    const tookMs = performance.now() - startedMs;

    const faults = await judge(room, [even, odd], marks);
    const seen = await reader.seen(marks);
    faults.push(...seen.faults);
    const sent = new Map([...ana.sentMs, ...bea.sentMs]);
    const waits = marks
      .flatMap((mark) =>
        seen.atMs.has(mark) ? [(seen.atMs.get(mark) ?? 0) - (sent.get(mark) ?? 0)] : [],
      )
      .sort((a, b) => a - b);
    const at = (share: number) =>
      waits[Math.min(waits.length - 1, Math.floor(waits.length * share))];
    const met = ana.conflicts + bea.conflicts + cleo.conflicts;
    return [
      {
        fault: 'a hundred posts by two, corrected by a third',
        rounds: posts,
        views: 3,
        wrong: faults.length,
        worstHealMs: waits.at(-1) ?? 0,
        note: `key to a reader's screen p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, worst ${waits.at(-1)} ms; ${marks.filter(isCorrected).length} corrections, ${met} saves met another one; ${Math.round(tookMs / 1000)} s`,
        ...(faults.length > 0 && { example: faults.slice(0, 5).join('; ') }),
      },
    ];
  },
};

/** A quarter of the posts is corrected, and of these every fifth is edited by its writer at the same time. */
function isCorrected(mark: string): boolean {
  return Number(mark.slice(5, 8)) % 4 === 1;
}

function isMet(mark: string): boolean {
  return Number(mark.slice(5, 8)) % 20 === 1;
}

async function join(room: PressRoom): Promise<Hand> {
  const seat = await room.join('editor', feed);
  seat.context.setDefaultTimeout(60_000);
  return new Hand(seat);
}

/** A reader's page at the other instance, which writes down when each post is painted first. */
async function readerAt(room: PressRoom) {
  const context = await room.browser.newContext({ locale: 'en-GB' });
  const page = await context.newPage();
  // A rail shows what comes at once; in a feed it waits for the reader.
  await page.goto(`${room.there}/embed/${feed}?layout=rail&limit=20`);
  await page.locator('live-ticker').waitFor();
  await room.mustCall('POST', `/feeds/${feed}/items`, { headline: first });
  await page.getByText(first).first().waitFor();
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    const look = () => {
      for (const [mark] of document.body.innerText.matchAll(/Post \d{3}:/g))
        seen[mark] ??= Date.now();
    };
    Object.assign(window, { seen });
    // A frame after the change: it is on the screen then.
    new MutationObserver(() => requestAnimationFrame(() => setTimeout(look))).observe(
      document.body,
      {
        childList: true,
        subtree: true,
      },
    );
  });
  const read = () =>
    page.evaluate(() => ({
      seen: (window as unknown as { seen: Record<string, number> }).seen,
      text: document.body.innerText,
    }));
  return {
    seen: async (marks: readonly string[]) => {
      const faults: string[] = [];
      await until(
        async () => Object.keys((await read()).seen).length === marks.length,
        'every post on the screen',
        20_000,
      ).catch((error: Error) => void faults.push(error.message));
      const { seen } = await read();
      return { faults, atMs: new Map(Object.entries(seen)) };
    },
  };
}

interface Read {
  readonly headline?: string;
  readonly body?: unknown;
  readonly remarks?: readonly { readonly note?: string }[];
}

async function judge(
  room: PressRoom,
  orders: readonly (readonly string[])[],
  marks: readonly string[],
): Promise<string[]> {
  const faults: string[] = [];
  const read = async (url: string, before = ''): Promise<readonly Read[]> => {
    const path = `/api/v1/feeds/${feed}/items?limit=100&before=${before}`;
    const { json } = await call(url, 'GET', path);
    const { items: page, next } = json as {
      readonly items: readonly Read[];
      readonly next?: string;
    };
    return typeof next === 'string' ? [...page, ...(await read(url, next))] : page;
  };
  let items: readonly Read[] = [];
  await until(
    async () => {
      const [here, there] = await Promise.all([read(room.here), read(room.there)]);
      items = there;
      return JSON.stringify(here) === JSON.stringify(there);
    },
    'both instances to have the same',
    15_000,
  ).catch((error: Error) => void faults.push(error.message));
  const texts = items.map((item) => JSON.stringify(item)).filter((text) => !text.includes(first));
  if (texts.length !== marks.length) faults.push(`${texts.length} items, not ${marks.length}`);
  for (const mark of marks) {
    const own = texts.filter((text) => text.includes(`${mark} `));
    if (own.length !== 1) faults.push(`${mark} is there ${own.length} times`);
    const text = own[0] ?? '';
    const due = [
      ...(isCorrected(mark) ? [`Note on ${mark}`, `Line on ${mark}`] : []),
      ...(isMet(mark) ? [`Head of ${mark}`] : []),
    ];
    for (const words of due) if (!text.includes(words)) faults.push(`"${words}" is lost`);
  }
  // The newest first, as readers have them.
  for (const order of orders) {
    const found = texts.flatMap((text) => /Post \d{3}:/.exec(text) ?? []);
    const own = found.filter((mark) => order.includes(mark)).reverse();
    if (own.join() !== order.join()) faults.push('a writer’s posts are out of order');
  }
  const drafts = (await room.mustCall('GET', `/feeds/${feed}/drafts`)).json['items'] as unknown[];
  if (drafts.length > 0) faults.push(`${drafts.length} drafts`);
  return faults;
}

/** The texts of the demo's day. */
function storyTexts(): readonly string[] {
  return [...morning, ...noon, ...evening].flatMap((step) =>
    step.do === 'post' && step.text.body !== undefined ? [step.text.body] : [],
  );
}

/** The texts of a file: a JSON string a line. */
function textsIn(file: string): readonly string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as string);
}
