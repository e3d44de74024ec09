import { LocalBus } from '../bus/local-bus.ts';
import type { MirrorListener } from './mirrors/mirror-listener.ts';
import type { Upstream } from './upstream.ts';

/**
 * The bus of a relay: what the upstream's streams bring is announced here, in this process. Every instance of a machine has
 * streams of its own.
 */
export class RelayBus extends LocalBus {
  constructor(private readonly upstream: Upstream) {
    super();
  }

  /** Announces what mirrors tell. `onFault`: see MirrorListener. */
  listener(onFault: MirrorListener['onFault']): MirrorListener {
    return {
      onChanges: (changes) => {
        for (const change of changes) this.announce({ feed: change.feed, change });
      },
      onReset: (feed) => this.announce({ feed }),
      onFault,
    };
  }

  /** Rejects while no announcement can arrive. */
  override async ping(): Promise<void> {
    if (this.upstream.awaySince !== undefined) throw new Error('The upstream is away.');
  }
}
