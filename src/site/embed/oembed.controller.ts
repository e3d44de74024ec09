import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { isTombstone, type Item } from '../../feed/item.ts';
import { Refusal, unknownFeed } from '../../feed/refusal.ts';
import type { Snapshot } from '../../feed/snapshot.ts';
import { cacheMomentarily, cacheNowhere } from '../../http/caching.ts';
import { Encoded, sendEncoded } from '../../http/encoded.ts';
import { feedHeaders } from '../../reading/feed-headers.ts';
import { Embeds } from './embeds.ts';
import { oembedOf } from './oembed.ts';
import { pageNamed, parseOembedQuery } from './oembed-query.ts';

/** oEmbed 1.0 (oembed.com): from the address of a feed's or an item's page to the HTML that shows it. */
@Controller('oembed')
export class OembedController {
  constructor(
    private readonly embeds: Embeds,
    private readonly config: Config,
  ) {}

  @Get()
  async oembed(
    @Query() query: Readonly<Record<string, unknown>>,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const asked = parseOembedQuery(query);
    const { publicUrl, publicOrigin, publisher } = this.config;
    const address = publicUrl ?? `${request.protocol}://${request.headers.host ?? 'localhost'}`;
    const named = URL.canParse(address) ? pageNamed(asked.url, address) : undefined;
    if (named === undefined) throw notOurs();
    const snapshot = await this.embeds.snapshot(named.feed);
    if (snapshot === undefined) throw unknownFeed(named.feed);
    const item = named.item === undefined ? undefined : await this.#readable(snapshot, named.item);
    feedHeaders(snapshot, request, response, publicOrigin);
    // Without a public address the answer names the one that was asked, and is for who asked it alone.
    if (publicUrl === undefined) cacheNowhere(response);
    else cacheMomentarily(response);
    response.type('application/json');
    const answer = oembedOf(address, publisher, snapshot, item, asked);
    await sendEncoded(request, response, Encoded.text(JSON.stringify(answer)));
  }

  async #readable(snapshot: Snapshot, id: string): Promise<Item> {
    const entry = await this.embeds.entry(snapshot, id);
    if (entry !== undefined && !isTombstone(entry)) return entry;
    throw new Refusal('unknown_item', 'There is no item to show at this address.');
  }
}

function notOurs(): Refusal {
  return new Refusal('not_found', 'The url names no page of a feed or an item on this server.');
}
