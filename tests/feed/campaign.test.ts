import { campaignAt } from '../../src/feed/campaign/campaign.ts';
import { campaignMarkup } from '../../src/feed/campaign/campaign-markup.ts';
import { toHtml } from '../../src/feed/draw/html.ts';
import { wordsFor } from '../../src/feed/words/languages.ts';

const members = { text: 'Help us', goal: 20_000, count: 20_345, unit: 'members' };

function drawn(campaign: object = {}, lang = 'en'): string {
  const { campaign: sentence } = wordsFor(lang);
  return toHtml(
    campaignMarkup({ ...members, ...campaign }, { lang }, { lang, campaign: sentence }),
  );
}

describe('a campaign', () => {
  test('says its numbers as the language writes them, and is full when it is reached', () => {
    expect(drawn()).toContain('20,345 of 20,000 members');
    expect(drawn()).toContain(
      '<progress class="lt-campaign-progress" max="20000" value="20000" aria-label="Help us" aria-valuetext="20,345 of 20,000 members">',
    );
    expect(drawn({ unit: 'Mitgliedern' }, 'de')).toContain('20.345 von 20.000 Mitgliedern');
    expect(drawn({}, 'ar')).toContain('dir="rtl"');
  });

  test('draws what an editor typed as text, and links to the web alone', () => {
    const hostile = drawn({
      text: '<img src=x onerror=alert(1)>',
      unit: '{goal} $& <b>',
      link: 'javascript:alert(1)',
      linkText: 'Join',
    });
    expect(hostile).not.toMatch(/<img|<b>|javascript|<a /);
    expect(hostile).toContain('20,345 of 20,000 {goal} $&');
    const link = 'https://paper.example/join?a="b"';
    expect(drawn({ link, linkText: 'Join' })).toContain('rel="noopener nofollow">Join</a>');
    expect(drawn({ link })).not.toContain('<a ');
  });

  test('is shown until its moment, by the time that is given', () => {
    const until = '2026-11-29T12:00:00.000Z';
    const at = Date.parse(until);
    const campaign = { ...members, until };
    expect(campaignAt({ campaign }, at - 1)).toBe(campaign);
    expect(campaignAt({ campaign }, at)).toBeUndefined();
    expect(campaignAt({ campaign: members }, Number.MAX_SAFE_INTEGER)).toBe(members);
  });
});
