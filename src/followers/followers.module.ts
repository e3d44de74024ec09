import { Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.ts';
import { Bus } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { Log } from '../log/log.ts';
import { FollowersController } from './api/followers.controller.ts';
import { FollowerKinds } from './kinds/follower-kinds.ts';
import { itemsAsTheyAre } from './run/items-as-they-are.ts';
import { Runner } from './run/runner.ts';
import { SafeClient } from './send/safe-client.ts';
import { Leases } from './store/leases.ts';
import { NetworkPosts } from './store/network-posts.ts';

const logger = new Logger('Followers');
const onError = (error: unknown): void => logger.warn(String(error));

/** Where changes go outside: followers, each a reader with a memory. */
@Module({
  imports: [AdminModule],
  controllers: [FollowersController],
  providers: [
    {
      provide: SafeClient,
      useFactory: ({ followersAllowPrivate }: Config) => new SafeClient(followersAllowPrivate),
      inject: [Config],
    },
    {
      provide: Runner,
      useFactory: (
        log: Log,
        leases: Leases,
        posts: NetworkPosts,
        bus: Bus,
        { all }: FollowerKinds,
        client: SafeClient,
        { publicUrl = '' }: Config,
      ) => {
        const tools = { client, ...itemsAsTheyAre(log, publicUrl) };
        return new Runner({ log, leases, posts, bus, kinds: all, tools, onError });
      },
      inject: [Log, Leases, NetworkPosts, Bus, FollowerKinds, SafeClient, Config],
    },
  ],
  exports: [Runner, SafeClient],
})
export class FollowersModule implements OnApplicationBootstrap, OnModuleDestroy {
  constructor(private readonly runner: Runner) {}

  onApplicationBootstrap(): void {
    this.runner.open();
  }

  async onModuleDestroy(): Promise<void> {
    await this.runner.close();
  }
}
