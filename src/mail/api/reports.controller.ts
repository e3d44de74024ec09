import { Body, Controller, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import { Everybody } from '../../admin/access/access.decorator.ts';
import { NewsroomGuard } from '../../admin/access/newsroom.guard.ts';
import { parseInput } from '../../admin/input/parse-input.ts';
import { MailNumbers } from '../run/mail-numbers.ts';
import { Subscribers } from '../store/subscribers.ts';
import { reportInput } from './mail-input.ts';
import { ReportDoor } from './report-door.ts';

/** What a mail provider reports of mails that it took: for everybody, and the door proves who it is. */
@Controller('api/v1/mail/reports')
@UseGuards(NewsroomGuard)
export class ReportsController {
  constructor(
    private readonly door: ReportDoor,
    private readonly subscribers: Subscribers,
    private readonly numbers: MailNumbers,
  ) {}

  /** The same answer for each address, known or not. */
  @Post(':token')
  @HttpCode(204)
  @Everybody()
  async take(@Param('token') token: string, @Body() body: unknown, @Req() request: Request) {
    await this.door.enter(token, request);
    const { address, kind } = parseInput(reportInput, body);
    await this.subscribers.reported(address, kind);
    this.numbers.reports[kind] += 1;
  }
}
