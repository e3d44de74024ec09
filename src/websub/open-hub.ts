import type { Config } from '../config.ts';
import type { Database } from '../database/database.ts';
import type { Kind } from '../followers/kinds/kind.ts';
import { publicHub } from '../followers/kinds/public-hub.ts';
import { websubKind } from '../followers/kinds/websub.ts';
import { publicHubKind, subscriberKind } from '../followers/store/follower.ts';
import type { Log } from '../log/log.ts';
import { siteOf } from '../site/shell/site-of.ts';
import { SiteDocuments } from './site-documents.ts';
import { HubRequests } from './store/hub-requests.ts';
import { Subscriptions } from './store/subscriptions.ts';

/** What the hub is made of. */
export interface HubParts {
  readonly documents: SiteDocuments;
  readonly requests: HubRequests;
  readonly subscriptions: Subscriptions;
  /** The kinds of followers by which it tells others; none without a public address. */
  readonly kinds: Readonly<Record<string, Kind>>;
}

/** The hub over a database. */
export function openHub(database: Database, log: Log, config: Config): HubParts {
  const documents = new SiteDocuments(log, siteOf(config));
  const { publicUrl, websubHub } = config;
  return {
    documents,
    requests: new HubRequests(database),
    subscriptions: new Subscriptions(database),
    kinds: {
      ...(publicUrl !== undefined && { [subscriberKind]: websubKind(documents) }),
      ...(websubHub !== undefined && { [publicHubKind]: publicHub(documents) }),
    },
  };
}
