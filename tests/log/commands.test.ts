import type { Item, ItemContent } from '../../src/feed/item.ts';
import { Refusal } from '../../src/feed/refusal.ts';
import { campaignAfter } from '../../src/log/campaign/campaign-count.ts';
import type { Draft } from '../../src/log/draft.ts';
import { mayStep, stateAfter } from '../../src/log/draft-steps.ts';
import { patched, saysNothing } from '../../src/log/patched.ts';
import { noWords, wordedAnew } from '../../src/log/worded-anew.ts';
import { contentOf, paragraph } from '../contract/commands.ts';

const [a, b, c] = ['a', 'b', 'c'].map((name) => ({ url: `/media/${name}`, alt: name }));
if (a === undefined || b === undefined || c === undefined) throw new Error('There are three.');

describe('a patch', () => {
  const content: ItemContent = { ...contentOf('Landed'), image: a, images: [a, b], link: '/x' };

  test('changes what it names, takes away what it names as null, and leaves the rest', () => {
    const after = patched(content, { headline: 'New', link: null, tags: ['t'], markdown: 'New' });
    const { link: _, ...rest } = content;
    expect(after).toEqual({ ...rest, headline: 'New', tags: ['t'] });
    expect(patched(content, {})).toEqual(content);
    // Not there at all: a field without a value would be one to who asks whether it is there.
    expect(patched(content, { lang: null, dir: undefined })).toStrictEqual(content);
  });

  test('of the leading picture leaves the others of the list', () => {
    expect(patched(content, { image: c })).toMatchObject({ image: c, images: [c, b] });
    expect(patched(content, { image: null })).toMatchObject({ image: b, images: [b] });
    const { images: _, ...single } = content;
    expect(patched(single, { image: c })).toEqual({ ...single, image: c });
    const without = patched({ ...content, images: [a] }, { image: null });
    expect(without).not.toHaveProperty('image');
    expect(without).not.toHaveProperty('images');
  });

  test('of the list says the leading picture as well', () => {
    expect(patched(content, { images: [b, c] })).toMatchObject({ image: b, images: [b, c] });
    for (const images of [null, []]) {
      const without = patched(content, { images });
      expect(without).not.toHaveProperty('image');
      expect(without).not.toHaveProperty('images');
    }
  });

  test('leaves something to read while there is a headline, a body, or a picture that is described', () => {
    expect(saysNothing(noWords)).toBe(true);
    const marks = Object.values(noWords).filter((value) => value !== false);
    expect(marks.every((value) => Array.isArray(value) && value.length === 0)).toBe(true);
    expect(saysNothing({ ...noWords, headline: 'x' })).toBe(false);
    expect(saysNothing({ ...noWords, body: paragraph('x') })).toBe(false);
    expect(saysNothing({ ...noWords, image: a })).toBe(false);
    expect(saysNothing({ ...noWords, image: { ...a, alt: '' } })).toBe(true);
  });
});

describe('an item that is worded as it is elsewhere', () => {
  const wording = {
    kind: 'correct',
    note: 'Why',
    content: contentOf('New'),
    markdown: 'New.',
  } as const;
  const item: Item = {
    ...contentOf('Old'),
    id: 'i',
    rev: 3,
    pinned: false,
    postedAt: 't',
    updatedAt: 't',
    image: a,
    images: [a, b],
    link: '/x',
    lang: 'de',
    dir: 'ltr',
    minutes: 3,
    people: [{ name: 'Ana' }],
    related: [{ url: '/r', title: 'R' }],
    audio: { url: '/s' },
  };

  const after = (more: Partial<ItemContent>, hadList: boolean) => {
    const content = { ...wording.content, ...more };
    const command = wordedAnew('i', 3, { ...wording, content }, hadList);
    if (!('patch' in command) || command.kind === 'feed') throw new Error('It rewords an item.');
    const { id, rev, pinned, postedAt, updatedAt, ...words } = patched(item, command.patch);
    expect({ id, rev, pinned, postedAt, updatedAt }).toMatchObject({ id: 'i', rev: 3 });
    return { words, content };
  };

  test('has every field of there, and none of before', () => {
    for (const more of [{}, { image: c, images: [c, a] }, { link: '/y', lang: 'fr', minutes: 9 }]) {
      const { words, content } = after(more, true);
      expect(words).toEqual(content);
    }
  });

  test('has a single picture of there alone, also where it had a list', () => {
    expect(after({ image: c }, true).words).toMatchObject({ image: c, images: [c] });
    const { images: _, ...single } = item;
    const command = wordedAnew(
      'i',
      3,
      { ...wording, content: { ...wording.content, image: c } },
      false,
    );
    if (command.kind !== 'correct') throw new Error('It corrects.');
    expect(patched(single, command.patch)).toMatchObject({ image: c });
    expect(patched(single, command.patch)).not.toHaveProperty('images');
  });

  test('is changed by the kind of change that it was there; a post is an edit here', () => {
    const kinds = ['post', 'edit', 'correct', 'redact', 'strike', 'unstrike'] as const;
    const told = kinds.map((kind) => wordedAnew('i', 3, { ...wording, kind }, false));
    expect(told.map(({ kind }) => kind)).toEqual(['edit', 'edit', ...kinds.slice(2)]);
    expect(told.map((command) => 'note' in command)).toEqual([
      false,
      false,
      true,
      true,
      true,
      true,
    ]);
    expect(told.map((command) => 'patch' in command)).toEqual([
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
    const { note: _, ...silent } = wording;
    expect(wordedAnew('i', 3, silent, false)).toMatchObject({ note: '', rev: 3, id: 'i' });
  });
});

describe('a step of a draft', () => {
  const codeOf = (draft: Partial<Draft>, kind: 'submit' | 'return') => {
    const step = kind === 'submit' ? ({ kind } as const) : ({ kind, note: 'n' } as const);
    try {
      mayStep({ state: 'draft', ...draft } as Draft, step);
      return 'taken';
    } catch (error) {
      return error instanceof Refusal ? `${error.code}: ${error.message}` : error;
    }
  };

  test('is taken where it leads on, and refused with its reason where it does not', () => {
    expect(codeOf({}, 'submit')).toBe('taken');
    expect(codeOf({ state: 'returned' }, 'submit')).toBe('taken');
    expect(codeOf({ state: 'submitted' }, 'return')).toBe('taken');
    expect(codeOf({ state: 'submitted' }, 'submit')).toMatch(/^wrong_state: .*submitted already/);
    expect(codeOf({}, 'return')).toMatch(/^wrong_state: .*submitted can be returned/);
    expect(codeOf({ state: 'returned' }, 'return')).toMatch(/^wrong_state/);
    const embargo = '2027-01-01T00:00:00.000Z';
    for (const kind of ['submit', 'return'] as const) {
      expect(codeOf({ state: 'held' }, kind)).toMatch(/^wrong_state: It is held/);
      expect(codeOf({ state: 'submitted', embargo }, kind)).toMatch(/^wrong_state: .*scheduled/);
    }
  });

  test('leaves the note of who returned it, until it is submitted again', () => {
    expect(stateAfter({ kind: 'return', note: 'Whose words?' })).toEqual({
      state: 'returned',
      note: 'Whose words?',
    });
    expect(stateAfter({ kind: 'submit' })).toEqual({ state: 'submitted', note: null });
  });
});

describe('the count of a campaign', () => {
  const wanted = { text: 'T', goal: 100, unit: 'u' };
  const before = { ...wanted, count: 40 };
  const countOf = (...asked: Parameters<typeof campaignAfter>) => campaignAfter(...asked).count;

  test('stays where none is said, also the latest that no change tells yet', () => {
    expect(campaignAfter(before, { ...wanted, text: 'New' }, undefined)).toEqual({
      ...before,
      text: 'New',
    });
    expect(countOf(before, wanted, 45)).toBe(45);
    expect(countOf(before, { ...wanted, count: 7 }, 45)).toBe(7);
    expect(countOf(undefined, wanted, undefined)).toBe(0);
  });

  test('only goes up where that was promised and still is', () => {
    const up = { ...wanted, monotone: true };
    const known = { ...before, monotone: true };
    expect(countOf(known, { ...up, count: 40 }, undefined)).toBe(40);
    const lower = () => campaignAfter(known, { ...up, count: 39 }, undefined);
    expect(lower).toThrow(Refusal);
    expect(lower).toThrow('40');
    expect(() => campaignAfter(known, { ...up, count: 44 }, 45)).toThrow(Refusal);
    expect(countOf(known, { ...wanted, count: 1 }, undefined)).toBe(1);
    expect(countOf(before, { ...up, count: 1 }, undefined)).toBe(1);
    try {
      lower();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'invalid_input',
        faults: [{ pointer: '/campaign/count', detail: expect.stringContaining('at least 40') }],
      });
    }
  });

  test('of a campaign of the site is no count of the feed, nor the other way round', () => {
    const site = { ...before, site: true, monotone: true } as const;
    const own = { ...wanted, monotone: true };
    expect(countOf(site, own, undefined)).toBe(0);
    expect(countOf(site, { ...own, count: 3 }, undefined)).toBe(3);
    expect(countOf({ ...before, monotone: true }, { ...own, site: true }, undefined)).toBe(0);
  });
});
