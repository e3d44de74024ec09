import { Controller, Param, Post, Query, Req, Res, UseGuards } from '@nestjs/common';
import type { Request, Response } from 'express';
import { May } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import { By } from '../../admin/access/person.decorator.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import { Refusal, tooManyRequests } from '../../feed/refusal.ts';
import type { Actor } from '../../log/log.ts';
import { Fetcher } from '../run/fetched.ts';
import { formatOf } from '../formats/formats.ts';
import { allPages } from '../run/all-pages.ts';
import { Importer, type Order } from '../run/importer.ts';
import { spooled } from '../run/spooled.ts';
import type { Source } from '../told/source.ts';
import { importQuery } from './import-query.ts';

/** How often an answer says how far it is: a proxy may cut off what is silent. */
const sayMs = 500;

/** A story with its past comes in: a file, or what is at an address. */
@Controller('api/v1/feeds/:feed/import')
@UseGuards(NewsroomGuard)
export class ImportController {
  /** One at a time at an instance: each may keep the database busy for minutes. */
  private isBusy = false;

  constructor(
    private readonly importer: Importer,
    private readonly fetcher: Fetcher,
  ) {}

  @Post()
  @May('import or export')
  async import(
    @Param('feed') feed: string,
    @Query() given: unknown,
    @By() by: Actor,
    @Req() request: Request,
    @Res() response: Response,
  ): Promise<void> {
    const query = parseInput(importQuery, given);
    if (this.isBusy) throw tooManyRequests('Another import is under way here.', 10_000);
    this.isBusy = true;
    const left = new AbortController();
    response.once('close', () => left.abort());
    try {
      const linksPictures = query.pictures === 'link';
      const order = { feed, by, format: query.format, linksPictures, signal: left.signal };
      const work = (source: Source) =>
        this.work(source, order, query.dryRun !== undefined, response);
      if (query.from === undefined) await this.fromBody(request, work);
      else await this.fromAddress(query.from, order, work);
    } finally {
      this.isBusy = false;
    }
    // Whoever has read the whole answer may import the next.
    response.end();
  }

  private async fromBody(request: Request, work: (source: Source) => Promise<void>): Promise<void> {
    if (!/^(identity)?$/i.test(request.headers['content-encoding'] ?? '')) {
      request.resume();
      throw new Refusal('unsupported_type', 'Send it unpacked, without Content-Encoding.');
    }
    const charset = /charset=["']?([\w.:-]{1,40})/i.exec(
      request.headers['content-type'] ?? '',
    )?.[1];
    const length = Number(request.headers['content-length'] ?? 0);
    await spooled(request as AsyncIterable<Buffer>, { charset, length }, work);
  }

  private async fromAddress(
    url: string,
    { format: name, signal }: Order,
    work: (source: Source) => Promise<void>,
  ): Promise<void> {
    const fetched = await this.fetcher.fetch(url, signal);
    if (typeof fetched === 'string') {
      throw new Refusal('invalid_input', `Nothing was changed. The address ${fetched}.`, [
        { pointer: '/from', detail: fetched },
      ]);
    }
    const { bytes, charset, url: base } = fetched;
    await spooled(inOne(bytes), { charset, base }, async (source) => {
      const format = await formatOf(source, name);
      const whole = await allPages(source, format, this.fetcher, signal);
      if (whole === undefined) await work(source);
      else await spooled(inOne(whole), { charset: 'utf-8', base }, work);
    });
  }

  /** A refusal comes before the first byte of the answer, and before the first change. */
  private async work(source: Source, order: Order, dryRun: boolean, response: Response) {
    const looked = await this.importer.look(source, order);
    response.status(200).type('application/x-ndjson');
    const say = (line: object) => response.write(`${JSON.stringify(line)}\n`);
    if (dryRun) {
      say({ report: looked.foreseen });
      return;
    }
    let saidMs = 0;
    const onEntry = (done: number) => {
      const now = performance.now();
      if (now - saidMs < sayMs) return;
      saidMs = now;
      say({ progress: { done, of: looked.entries } });
    };
    try {
      say({ progress: { done: 0, of: looked.entries } });
      const report = await this.importer.carryOut(source, looked, order, onEntry);
      say({ report });
    } catch (error) {
      // What is in the log stays there: the same import goes on behind it.
      if (!(error instanceof Refusal)) throw error;
      const { code, message: detail, retry } = error;
      say({ problem: { code, detail, retry } });
    }
  }
}

async function* inOne(bytes: Buffer): AsyncGenerator<Buffer> {
  yield bytes;
}
