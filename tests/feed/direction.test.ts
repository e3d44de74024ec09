import type { Body } from '../../src/feed/body.ts';
import { entryDirection, feedDirection, textDirection } from '../../src/feed/draw/direction.ts';
import { entryMarkup } from '../../src/feed/draw/entry-markup.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import type { Item } from '../../src/feed/item.ts';
import { itemOf } from '../client/feed-of.ts';

const edition = { time: () => ({ text: '19:04', exact: '19:04 UTC' }), itemUrl: () => '/i' };
const draw = (fields: Partial<Item>) => toHtml(entryMarkup(itemOf(1, fields), edition));
const paragraph = (text: string): Body[number] => ({
  kind: 'paragraph',
  children: [{ kind: 'text', text }],
});

describe('the direction of an item', () => {
  test.each([
    ['by its language', { lang: 'ar', headline: 'أُغلقت البوابات.' }, 'rtl'],
    ['by its language’s script', { lang: 'az-Arab' }, 'rtl'],
    ['by its language’s script, the other way', { lang: 'ar-Latn' }, 'ltr'],
    ['by its letters, without a language', { headline: 'השערים נסגרו.' }, 'rtl'],
    ['by its letters, the other way', { headline: 'The gates are shut.' }, 'ltr'],
    ['by most of them', { headline: 'NATO: أعلن الحلف اليوم.' }, 'rtl'],
    ['by its body, without a headline', { body: [paragraph('ވަރަށް ރަނގަޅު')] }, 'rtl'],
    ['as it says, whatever its language', { lang: 'ar', dir: 'ltr' as const }, 'ltr'],
    ['by its letters, where the language is none', { lang: 'x', headline: 'שלום' }, 'rtl'],
    ['its feed’s, of emoji and figures', { headline: '🌊🌊 112!' }, undefined],
  ])('is known %s (U1, U2)', (_, fields, direction) => {
    expect(entryDirection(itemOf(1, fields))).toBe(direction);
  });

  test('of a feed is what it says, or its language’s (U2)', () => {
    expect(feedDirection({ lang: 'he' })).toBe('rtl');
    expect(feedDirection({ lang: 'de' })).toBe('ltr');
    expect(feedDirection({ lang: 'ar', dir: 'ltr' })).toBe('ltr');
    expect(feedDirection({ lang: 'not a language' })).toBe('ltr');
    expect(textDirection('')).toBeUndefined();
  });

  test('stands on its words; the time beside them keeps the feed’s side (U3)', () => {
    expect(draw({ lang: 'ar' })).toMatch(/<article(?![^>]* dir=)[^>]*>/);
    expect(draw({ lang: 'ar' })).toContain('<div class="lt-story" lang="ar" dir="rtl">');
  });

  test('is not that of a paragraph which runs the other way all through (U1)', () => {
    const body = [paragraph('قال الحلف: NATO.'), paragraph('The alliance confirmed it.')];
    const html = draw({ headline: 'أُغلقت البوابات.', body });
    expect(html).toContain('<p>قال');
    expect(html).toContain('<p dir="ltr">The alliance');
    // Who says the direction means all of it.
    expect(draw({ dir: 'rtl', body })).toContain('<p>The alliance');
  });
});

test('names, notes, captions and credits stand by themselves: none turns what follows (U4)', () => {
  const at = '2027-01-01T10:00:00.000Z';
  const html = draw({
    bylines: ['A\u202eB', 'Carol'],
    corrected: { at, note: 'ג\u202e' },
    image: { url: 'https://a.example/a.png', alt: '', caption: 'C\u202e', credit: 'D' },
  });
  expect(html).toContain('<bdi>A\u202eB</bdi>, <bdi>Carol</bdi>');
  expect(html).toContain('<bdi>ג\u202e</bdi>');
  expect(html).toContain('<bdi>C\u202e</bdi> <bdi class="lt-credit">D</bdi>');
});
