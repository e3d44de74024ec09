import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Config } from '../../config.ts';
import { needsToken } from '../../feed/feed-info.ts';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import { readForm } from '../../admin/input/form-body.ts';
import { Log } from '../../log/log.ts';
import { hubPath } from '../../site/shell/site-of.ts';
import { Verifier } from '../run/verifier.ts';
import { SiteDocuments } from '../site-documents.ts';
import { HubRequests } from '../store/hub-requests.ts';
import { readHubForm } from './hub-form.ts';
import { HubLimits } from './hub-limits.ts';

const maxFormKb = 8;
const busyMs = 60_000;

/** The hub of this server's feeds (WebSub). */
@Controller(hubPath)
export class HubController {
  private readonly isThere: boolean;
  private readonly mayBePrivate: boolean;

  constructor(
    private readonly documents: SiteDocuments,
    private readonly requests: HubRequests,
    private readonly verifier: Verifier,
    private readonly limits: HubLimits,
    private readonly log: Log,
    { publicUrl, followersAllowPrivate }: Config,
  ) {
    this.isThere = publicUrl !== undefined;
    this.mayBePrivate = followersAllowPrivate;
  }

  /** The answer says that the request was understood; whether the callback wants it is asked after that. */
  @Post()
  @HttpCode(202)
  async ask(@Req() request: Request, @Res() response: Response): Promise<void> {
    if (!this.isThere) {
      throw new Refusal('not_found', 'There is a hub here when the operator has set PUBLIC_URL.');
    }
    const form = await readForm(request, maxFormKb);
    const waitMs = this.limits.take(request);
    if (waitMs > 0) throw tooManyRequests('Too many subscriptions from this address.', waitMs);
    const asked = readHubForm(form, this.documents, this.mayBePrivate);
    const faults = asked.kind === 'faulty' ? asked.faults : await this.faultsOfFeed(asked.request);
    if (asked.kind === 'faulty' || faults.length > 0) {
      // For who writes the program, as the recommendation asks (section 5.1).
      response
        .status(400)
        .type('text/plain')
        .send(`${faults.join('\n')}\n`);
      return;
    }
    if ((await this.requests.ask(asked.request)) === 'busy') {
      throw tooManyRequests('Too many subscriptions wait for their callbacks.', busyMs);
    }
    this.verifier.look();
    response.status(202).end();
  }

  private async faultsOfFeed({ feed }: { readonly feed: string }): Promise<readonly string[]> {
    const [head] = await this.log.heads([feed]);
    return head === undefined || needsToken(head.info)
      ? [`hub.topic names the feed "${feed}", which is not there`]
      : [];
  }
}
