import { feedDirection } from '../draw/direction.ts';
import { h, isSafeUrl, type Element } from '../draw/markup.ts';
import type { FeedInfo } from '../feed-info.ts';
import type { Campaign } from './campaign.ts';

/** In which language a campaign's numbers are told: `campaign` is the sentence with their marks. */
export interface CampaignWords {
  /** BCP 47, of the sentence. */
  readonly lang: string;
  readonly campaign: string;
}

/**
 * A campaign as readers see it: its text and link, the numbers as text, and how far it has come. The bar has an outline and is
 * named, so that nothing depends on a colour. The slot is the ticker's, above its items.
 */
export function campaignMarkup(
  campaign: Campaign,
  info: Pick<FeedInfo, 'lang' | 'dir'>,
  words: CampaignWords,
): Element {
  const { text, goal, count, link, linkText } = campaign;
  const counted = countedText(campaign, words);
  return h(
    'div',
    { class: 'lt-campaign', slot: 'pinned', lang: info.lang, dir: feedDirection(info) },
    h(
      'p',
      { class: 'lt-campaign-text' },
      h('bdi', {}, text),
      link !== undefined &&
        linkText !== undefined &&
        isSafeUrl(link) && [
          ' ',
          h('a', { class: 'lt-campaign-link', href: link, rel: 'noopener nofollow' }, linkText),
        ],
    ),
    h('p', { class: 'lt-campaign-count' }, h('bdi', {}, counted)),
    h('progress', {
      class: 'lt-campaign-progress',
      max: goal,
      value: Math.min(count, goal),
      'aria-label': text,
      'aria-valuetext': counted,
    }),
  );
}

/** "12,345 of 20,000 members": numbers as the language writes them. */
function countedText({ count, goal, unit }: Campaign, { lang, campaign }: CampaignWords): string {
  const numbers = new Intl.NumberFormat(lang);
  const told = { count: numbers.format(count), goal: numbers.format(goal), unit };
  return campaign.replaceAll(
    /\{(count|goal|unit)\}/g,
    (_mark, name: keyof typeof told) => told[name],
  );
}
