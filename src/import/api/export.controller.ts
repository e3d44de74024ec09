import { Controller, Get, Param, Query, Res, UseGuards } from '@nestjs/common';
import type { Response } from 'express';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { May } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import { Exporter } from '../run/exporter.ts';
import { exportQuery } from './import-query.ts';

/** A feed with its past goes out, as NDJSON. */
@Controller('api/v1/feeds/:feed/export')
@UseGuards(NewsroomGuard)
export class ExportController {
  constructor(private readonly exporter: Exporter) {}

  @Get()
  @May('import or export')
  async export(@Param('feed') feed: string, @Query() given: unknown, @Res() response: Response) {
    const { media } = parseInput(exportQuery, given);
    const lines = this.exporter.lines(feed, media !== undefined);
    // What cannot be had is refused before the answer begins.
    const first = await lines.next();
    response.attachment(`${feed}.ndjson`);
    // After the name, which would say what type it is.
    response.type('application/x-ndjson');
    await pipeline(Readable.from(texts(first.value as object, lines)), response);
  }
}

async function* texts(first: object, others: AsyncIterable<object>): AsyncGenerator<string> {
  yield `${JSON.stringify(first)}\n`;
  for await (const line of others) yield `${JSON.stringify(line)}\n`;
}
