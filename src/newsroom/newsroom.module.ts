import { Logger, Module } from '@nestjs/common';
import { Sessions } from '../accounts/sessions.ts';
import { AdminModule } from '../admin/admin.module.ts';
import { Bus } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { WrongKeys } from '../http/wrong-keys.ts';
import { FanOut } from '../gateway/fan-out/fan-out.ts';
import { GatewayModule } from '../gateway/gateway.module.ts';
import { Sampling } from '../gateway/numbers/sampling.ts';
import { ScreenTimes } from '../gateway/numbers/screen-times.ts';
import { Others } from '../gateway/others.ts';
import { EventStreams } from '../gateway/streams/event-streams.ts';
import { Hub } from '../hub/hub.ts';
import { Log } from '../log/log.ts';
import { EditorDoor } from './editor-door.ts';
import { Editors } from './editors.ts';
import { NewsroomGateway } from './newsroom.gateway.ts';
import { Numbers } from './numbers/numbers.ts';
import { NumbersController } from './numbers/numbers.controller.ts';
import { together } from './numbers/site-counts.ts';
import { QueueLength } from './queue-length.ts';

/** Where editors meet: who is in a feed, who edits what, what happens to drafts. */
@Module({
  imports: [AdminModule, GatewayModule],
  controllers: [NumbersController],
  providers: [
    NewsroomGateway,
    {
      provide: EditorDoor,
      useFactory: (sessions: Sessions, wrongKeys: WrongKeys, { publicOrigin }: Config) =>
        new EditorDoor(sessions, wrongKeys, publicOrigin),
      inject: [Sessions, WrongKeys, Config],
    },
    {
      provide: Editors,
      useFactory: (bus: Bus, door: EditorDoor, log: Log, hub: Hub, numbers: Numbers) => {
        const logger = new Logger('Newsroom');
        const isFeed = async (feed: string) => (await hub.snapshot(feed)) !== undefined;
        const report = (error: unknown) => logger.warn(String(error));
        return new Editors(bus, door, new QueueLength(log), isFeed, numbers, report);
      },
      inject: [Bus, EditorDoor, Log, Hub, Numbers],
    },
    {
      provide: Numbers,
      useFactory: (
        bus: Bus,
        fanOut: FanOut,
        streams: EventStreams,
        times: ScreenTimes,
        sampling: Sampling,
        { self }: Others,
      ) => {
        const here = () => together([fanOut.sites(), streams.sites()]);
        const numbers = new Numbers(bus, here, times, self);
        sampling.count(numbers.readersOf);
        return numbers;
      },
      inject: [Bus, FanOut, EventStreams, ScreenTimes, Sampling, Others],
    },
  ],
})
export class NewsroomModule {}
