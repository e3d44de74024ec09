import { parseInput } from '../../src/admin/input/parse-input.ts';
import { newItem } from '../../src/admin/input/item-input.ts';
import { excessOf } from '../../src/admin/markdown/excess.ts';
import { firstWords, openingOf } from '../../src/feed/draw/item-title.ts';
import type { Item } from '../../src/feed/item.ts';
import { Refusal } from '../../src/feed/refusal.ts';

/** The parsed input, or the JSON pointers of its faults. */
function understood(input: object): unknown {
  try {
    return parseInput(newItem, input);
  } catch (error) {
    return error instanceof Refusal ? error.faults.map(({ pointer }) => pointer) : error;
  }
}

describe('the characters of an input', () => {
  test.each(['\u000b', '\u000c', '\u0085', '\u2028', '\u2029', '\r\n', '\r'])(
    'every kind of line break (%j) is one in a text (U5, U7)',
    (end) => {
      expect(understood({ body: `Line one${end}Line two` })).toMatchObject({
        body: {
          body: [{ children: [{ text: 'Line one' }, { kind: 'break' }, { text: 'Line two' }] }],
        },
      });
    },
  );

  test.each(['\t', '\u000b', '\u000c', '\u0085', '\u2028', '\u2029'])(
    'a tab and a soft break (%j) are a space in a line (U5, U7)',
    (gap) => {
      const input = { headline: `One${gap}two`, bylines: [`A${gap}B`], tags: [`c${gap}d`] };
      expect(understood(input)).toMatchObject({
        headline: 'One two',
        bylines: ['A B'],
        tags: ['c d'],
      });
    },
  );

  // Control characters, noncharacters and halves of surrogate pairs: XML cannot contain them.
  const unstorable = ['\u0000', '\u0007', '\u001b', '\u007f', '\u0080', '\u009f'];
  const unassigned = ['\ufffe', '\uffff', '\ufdd0', '\u{1ffff}', '\u{10fffe}', '\ud800', '\udc00'];
  test.each([...unstorable, ...unassigned])('%j is stored in no field (U7)', (character) => {
    const text = `Last ${character}word`;
    const image = { url: '/a.png', alt: text };
    const input = { headline: text, body: text, bylines: [text], tags: [text], image };
    expect((understood(input) as string[]).sort()).toEqual(
      ['/body', '/bylines/0', '/headline', '/image/alt', '/tags/0'].sort(),
    );
  });

  test('letters of every script, emoji and marks of direction stay as they are (U7)', () => {
    const headline = 'أُغلقت 🌊👩‍👩‍👧 שלום \u200f\u200d é 𝒳';
    expect(understood({ headline })).toMatchObject({ headline });
  });
});

describe('an opening of a text', () => {
  const item = (text: string) =>
    ({ body: [{ kind: 'paragraph', children: [{ kind: 'text', text }] }] }) as unknown as Item;

  test.each(['🌊', '👩‍👩‍👧‍👦', 'é', '🇺🇦', 'स्त्री', '東'])(
    'is cut between whole characters, and is short: %s (U8)',
    (character) => {
      const text = character.repeat(120);
      for (const cut of [
        openingOf(item(text)) ?? '',
        firstWords(text, 110),
        firstWords(text, 91),
      ]) {
        expect(cut.isWellFormed()).toBe(true);
        expect(cut.length).toBeLessThanOrEqual(112);
        const kept = cut.replace(/…$/, '');
        expect(kept.length).toBeGreaterThan(60);
        expect(kept.replaceAll(character, '')).toBe('');
      }
    },
  );
});

describe('a text that costs too much to read', () => {
  const long = (part: string) => part.repeat(Math.floor(50_000 / part.length)).trim();

  test.each([
    '# \n',
    'http://',
    'mailto:',
    'mailto:a@b ',
    '- a\n',
    'https://x.example/a\n\n',
    '•\ta\n',
  ])('of %j again and again is refused, with the cure (L8)', (part) => {
    expect(excessOf(long(part))).toMatch(/^has \d+ (lines|addresses), .*; split it into several/);
    expect(understood({ body: long(part) })).toEqual(['/body']);
  });

  test('an ordinary long text is not (L8)', () => {
    const paragraph = `${'word '.repeat(80)}https://x.example/a\n\n`;
    expect(excessOf(paragraph.repeat(110))).toBeUndefined();
  });
});
