import { Body, Controller, HttpCode, Param, Post, Req, UseGuards } from '@nestjs/common';
import type { Request } from 'express';
import type { FoundHook } from '../../accounts/hooks/hooks.ts';
import { Refusal } from '../../feed/refusal.ts';
import { Addresses } from '../../http/addresses.ts';
import { Everybody } from '../access/access.decorator.ts';
import { NewsroomGuard } from '../access/newsroom.guard.ts';
import { Inbound } from './inbound.ts';
import { InboundDoor } from './inbound-door.ts';
import { readSlack } from './slack-event.ts';
import { readTelegram } from './telegram-update.ts';

/** What chats send. They sign their calls: for everybody, and the door proves who it is. */
@Controller('api/v1/inbound')
@UseGuards(NewsroomGuard)
export class InboundController {
  constructor(
    private readonly door: InboundDoor,
    private readonly inbound: Inbound,
    private readonly addresses: Addresses,
  ) {}

  /** Answers 200 also to what no feed needs, because a chat would send it again. */
  @Post(':token')
  @HttpCode(200)
  @Everybody()
  async take(@Param('token') token: string, @Body() body: unknown, @Req() request: Request) {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0);
    const hook = await this.door.enter(token, bytes, request);
    const address = this.addresses.of(request);
    const json = parseJson(bytes);
    if (hook.kind === 'telegram') {
      await this.inbound.take(hook, readTelegram(json, hook.chat), address);
      return {};
    }
    const call = readSlack(json, hook.chat, nameOf(hook));
    if (call.kind === 'challenge') return { challenge: call.challenge };
    await this.inbound.take(hook, call.delivery, address);
    return {};
  }
}

function nameOf({ names }: FoundHook) {
  return (id: string): string | undefined => (Object.hasOwn(names, id) ? names[id] : undefined);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new Refusal('malformed', 'The body must be valid JSON in UTF-8.');
  }
}
