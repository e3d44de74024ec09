import { summaryText } from '../../client/newsroom/feeds/summary-text.ts';
import { parseMarkdown } from '../../src/admin/markdown/parse-markdown.ts';
import { feedSummary } from '../../src/feed/draw/feed-head-markup.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import { aboutFeed } from '../../src/site/formats/about-feed.ts';

const info = { title: 'F', lang: 'en', timezone: 'UTC', coverage: 'open' } as const;
const summary = parseMarkdown('- All **61** are down.\n- Nine are in hospital.');

describe('the summary of a feed', () => {
  test('is drawn with a name for who cannot see where it stands, and hidden where there is none', () => {
    expect(toHtml(feedSummary({ ...info, summary }, 'What we know'))).toBe(
      '<div class="site-summary" role="group" aria-label="What we know">' +
        '<ul><li>All <strong>61</strong> are down.</li><li>Nine are in hospital.</li></ul></div>',
    );
    expect(toHtml(feedSummary(info, 'What we know'))).toContain(' hidden></div>');
  });

  test('tells other programs what the feed is about, where no description does', () => {
    expect(aboutFeed({ ...info, summary })).toBe('All 61 are down.\nNine are in hospital.');
    expect(aboutFeed({ ...info, summary, description: 'A rescue.' })).toBe('A rescue.');
    expect(aboutFeed(info)).toBeUndefined();
  });

  test.each([
    'All **61** are *down*, ~~64~~ `x`.\nNine [are](https://a.example/b) in hospital.',
    '- One\n- Two\n\nAnd https://a.example/x',
    '3. Three\n4. Four',
    '- One\n\n  still one\n\n- two',
    '\\# no heading\n\n\\- no point\n\n1\\. no number, \\*no\\* \\[stress\\] \\<b\\> \\&amp;',
  ])('stands in the form as the text that makes it: %s', (markdown) => {
    const made = parseMarkdown(markdown);
    expect(parseMarkdown(summaryText(made))).toEqual(made);
  });
});
