import type { Shared } from '../../faults/cluster.ts';
import type { EmptyDatabase } from '../../services/databases.ts';
import { madePostgres } from '../../services/empty-postgres.ts';
import { serviceUrl } from '../../services/service-url.ts';

/** The run's Redis, and for each test of this block a database without rows in the run's PostgreSQL. */
export function openSharedRoom(): { readonly shared: Shared } {
  let place: EmptyDatabase;
  beforeEach(async () => {
    place = await madePostgres();
  });
  afterEach(() => place.drop());
  return {
    get shared() {
      const { databaseUrl = '' } = place.where;
      return { redisUrl: serviceUrl('TEST_REDIS_URL'), databaseUrl };
    },
  };
}
