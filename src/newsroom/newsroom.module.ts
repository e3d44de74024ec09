import { Logger, Module } from '@nestjs/common';
import { Sessions } from '../accounts/sessions.ts';
import { AdminModule } from '../admin/admin.module.ts';
import { Bus } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { WrongKeys } from '../http/wrong-keys.ts';
import { FanOut } from '../gateway/fan-out/fan-out.ts';
import { GatewayModule } from '../gateway/gateway.module.ts';
import { Hub } from '../hub/hub.ts';
import { Log } from '../log/log.ts';
import { EditorDoor } from './editor-door.ts';
import { Editors } from './editors.ts';
import { NewsroomGateway } from './newsroom.gateway.ts';
import { QueueLength } from './queue-length.ts';

/** Where editors meet: who is in a feed, who edits what, what happens to drafts. */
@Module({
  imports: [AdminModule, GatewayModule],
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
      useFactory: (bus: Bus, door: EditorDoor, log: Log, hub: Hub, fanOut: FanOut) => {
        const logger = new Logger('Newsroom');
        const isFeed = async (feed: string) => (await hub.snapshot(feed)) !== undefined;
        const report = (error: unknown) => logger.warn(String(error));
        return new Editors(bus, door, new QueueLength(log), isFeed, () => fanOut.sizes(), report);
      },
      inject: [Bus, EditorDoor, Log, Hub, FanOut],
    },
  ],
})
export class NewsroomModule {}
