import type { Operation } from '../operation.ts';
import { feedOperations } from './feeds.ts';
import { importOperations } from './imports.ts';
import { itemOperations } from './items.ts';
import { mailOperations } from './mail.ts';
import { mediaOperations } from './media.ts';
import { peopleOperations } from './people.ts';
import { pushOperations } from './push.ts';
import { readingOperations } from './reading.ts';
import { sessionOperations } from './session.ts';
import { siteOperations } from './site.ts';
import { upstreamOperations } from './upstreams.ts';

/** Every call of the API. A route without a line here fails `tests/house/described-routes.test.ts`. */
export const operations: readonly Operation[] = [
  ...readingOperations,
  ...itemOperations,
  ...feedOperations,
  ...importOperations,
  ...upstreamOperations,
  ...mediaOperations,
  ...mailOperations,
  ...pushOperations,
  ...sessionOperations,
  ...peopleOperations,
  ...siteOperations,
];
