import type { Change } from '../../../src/feed/change.ts';
import type { FeedHead } from '../../../src/log/log-reads.ts';
import type { LogHead } from '../../../src/feed/messages.ts';
import { readHead } from '../../../src/remote/answers.ts';
import { Loading } from '../../../src/relay/mirrors/loading.ts';
import { Mirror } from '../../../src/relay/mirrors/mirror.ts';
import { Mirrors } from '../../../src/relay/mirrors/mirrors.ts';
import { RelayLog } from '../../../src/relay/relay-log.ts';
import { realRelay, type MakeRelay } from './model-relay.ts';

/** A relay that takes a takedown for a kind that it does not know: it moves on, and keeps the words. */
class WithoutTakedowns extends Mirror {
  protected override take(changes: readonly Change[]): void {
    super.take(
      changes.map((change) =>
        change.kind === 'takedown' ? ({ ...change, kind: 'other' } as unknown as Change) : change,
      ),
    );
  }
}

/** A relay that goes on where its upstream contradicts it: what is missing stays away. */
class WithoutHealing extends Mirror {
  protected override strike(): void {}
}

/** A relay that shows what is on its disk before the upstream has accepted it. */
class WithoutConfirmation extends Mirror {
  override open(): void {
    this['isConfirmed'] = true;
    super.open();
    this['time'].after(1, () => this['watch'].tell());
  }
}

/** A relay that does not ask its upstream about a reader who is ahead. */
class WithoutLooks extends RelayLog {
  override async heads(feeds: readonly string[]): Promise<readonly FeedHead[]> {
    const unknown = feeds.filter((feed) => this['mirrors'].get(feed)?.known === undefined);
    return unknown.length > 0 ? super.heads(feeds) : this.toldHeads(feeds);
  }
}

/** A relay that asks caches where the log is. */
class OfCaches extends Loading {
  override async head(): Promise<LogHead | undefined> {
    const { feed } = this;
    const answer = await this['upstream'].json(`/api/v1/feeds/${feed}/head`);
    return answer === undefined ? undefined : { feed, ...readHead(answer) };
  }
}

class LoadingFromCaches extends Mirrors {
  override loading(feed: string): Loading {
    return new OfCaches(this.upstream, feed, this.time);
  }
}

function mirroredBy(made: typeof Mirror): MakeRelay {
  class Mutated extends Mirrors {
    protected override begin(feed: string): Mirror {
      return new made(this.loading(feed), this.upstream, this.cache, this.listener, this.time);
    }
  }
  return { ...realRelay, mirrors: (...parts) => new Mutated(...parts) };
}

/** What relays stand on, each switched off alone. */
export const relayMutations = {
  'takedowns at relays': mirroredBy(WithoutTakedowns),
  'healing at relays': mirroredBy(WithoutHealing),
  'confirmation at relays': mirroredBy(WithoutConfirmation),
  'going past caches': {
    ...realRelay,
    mirrors: (...parts) => new LoadingFromCaches(...parts),
  },
  'looks of relays': {
    ...realRelay,
    log: (upstream, mirrors) => new WithoutLooks(upstream, mirrors),
  },
} satisfies Record<string, MakeRelay>;
