import { Logger, Module, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { AdminModule } from '../admin/admin.module.ts';
import { Bus } from '../bus/bus.ts';
import { Config } from '../config.ts';
import { Log } from '../log/log.ts';
import { FollowersController } from './api/followers.controller.ts';
import { FollowingController } from './api/following.controller.ts';
import { FollowerKinds } from './kinds/follower-kinds.ts';
import { CrowdRunner } from './run/crowd-runner.ts';
import { itemsAsTheyAre } from './run/items-as-they-are.ts';
import { Runner } from './run/runner.ts';
import { SafeClient } from './send/safe-client.ts';
import { Leases } from './store/leases.ts';
import { NetworkPosts } from './store/network-posts.ts';

const logger = new Logger('Followers');
const onError = (error: unknown): void => logger.warn(String(error));

const wired = [Log, Leases, NetworkPosts, Bus, FollowerKinds, SafeClient, Config];
type Wired = [Log, Leases, NetworkPosts, Bus, FollowerKinds, SafeClient, Config];

/** Where changes go outside: followers, each a reader with a memory. */
@Module({
  imports: [AdminModule],
  controllers: [FollowersController, FollowingController],
  providers: [
    {
      provide: SafeClient,
      useFactory: ({ followersAllowPrivate }: Config) => new SafeClient(followersAllowPrivate),
      inject: [Config],
    },
    {
      provide: Runner,
      useFactory: (...parts: Wired) => new Runner(partsOf(({ all }) => all, ...parts)),
      inject: wired,
    },
    {
      provide: CrowdRunner,
      useFactory: (...parts: Wired) => new CrowdRunner(partsOf(({ crowd }) => crowd, ...parts)),
      inject: wired,
    },
  ],
  exports: [Runner, CrowdRunner, SafeClient],
})
export class FollowersModule implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly runners: readonly Runner[];

  constructor(runner: Runner, crowd: CrowdRunner) {
    this.runners = [runner, crowd];
  }

  onApplicationBootstrap(): void {
    for (const runner of this.runners) runner.open();
  }

  async onModuleDestroy(): Promise<void> {
    await Promise.all(this.runners.map((runner) => runner.close()));
  }
}

/** What a runner of these kinds works with. */
function partsOf(
  chosen: (kinds: FollowerKinds) => FollowerKinds['all'],
  ...[log, leases, posts, bus, kinds, client, { publicUrl = '' }]: Wired
): ConstructorParameters<typeof Runner>[0] {
  const tools = { client, ...itemsAsTheyAre(log, publicUrl) };
  return { log, leases, posts, bus, kinds: chosen(kinds), tools, onError };
}
