import { Controller, Get, HttpStatus, Res } from '@nestjs/common';
import type { Response } from 'express';
import { Bus } from '../bus/bus.ts';
import { Log } from '../log/log.ts';
import { Metrics } from './metrics.ts';

@Controller()
export class OpsController {
  constructor(
    private readonly log: Log,
    private readonly bus: Bus,
    private readonly metrics: Metrics,
  ) {}

  /** The process answers. */
  @Get('healthz')
  alive() {
    return { status: 'alive' };
  }

  /**
   * The log and the bus were reached just now, each by a round trip. Without the bus readers are still
   * served, a second later: that is told, and is no reason to take the instance away.
   */
  @Get('readyz')
  async ready(@Res({ passthrough: true }) response: Response) {
    const [log, bus] = await Promise.all([answers(this.log), answers(this.bus)]);
    if (!log) response.status(HttpStatus.SERVICE_UNAVAILABLE);
    return { status: log ? 'ready' : 'not ready', log, bus };
  }

  @Get('metrics')
  async read(@Res() response: Response) {
    response.type(this.metrics.registry.contentType).send(await this.metrics.registry.metrics());
  }
}

async function answers(part: { readonly ping: () => Promise<void> }): Promise<boolean> {
  try {
    await part.ping();
    return true;
  } catch {
    return false;
  }
}
