import { useEffect, useState } from 'preact/hooks';
import { campaignMarkup } from '../../../src/feed/campaign/campaign-markup.ts';
import type { Campaign } from '../../../src/feed/campaign/campaign.ts';
import type { FeedInfo } from '../../../src/feed/feed-info.ts';
import { enCampaign } from '../../../src/feed/words/en.ts';
import { loadWords } from '../../ticker/loaded/load-words.ts';
import { ownServer } from '../api/own-server.ts';
import { markupNodes } from '../compose/markup-nodes.ts';

interface Props {
  readonly info: FeedInfo;
  readonly campaign: Omit<Campaign, 'linkText'> & { readonly linkText: string | undefined };
}

/** A campaign as readers will see it: drawn by the renderer of their pages, in the words of the feed's language. */
export function CampaignPreview({ info, campaign }: Props) {
  const { text, goal, count, unit, linkText, ...rest } = campaign;
  const [sentence, setSentence] = useState(enCampaign);
  useEffect(() => {
    let isThere = true;
    const speak = async (): Promise<void> => {
      const words = await loadWords(ownServer(), info.lang);
      if (isThere) setSentence(words.campaign ?? enCampaign);
    };
    void speak();
    return () => {
      isThere = false;
    };
  }, [info.lang]);
  if (text === '' || unit === '' || !(goal > 0) || !(count >= 0)) return null;
  const shown = { text, goal, count, unit, ...rest, ...(linkText !== undefined && { linkText }) };
  return (
    <section class="nr-preview lt-feed" aria-label="Preview of the campaign">
      <link rel="stylesheet" href={new URL('assets/item.css', ownServer()).href} />
      {markupNodes(campaignMarkup(shown, info, { lang: info.lang, campaign: sentence }))}
    </section>
  );
}
