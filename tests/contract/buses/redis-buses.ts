import type { Bus } from '../../../src/bus/bus.ts';
import { RedisBus, type Liveness } from '../../../src/bus/redis-bus.ts';
import { redisAddress } from '../../../src/redis/redis-address.ts';
import { serviceUrl } from '../../services/service-url.ts';
import { opens } from './buses.ts';

/** A bus over Redis. */
export function redis(
  url = serviceUrl('TEST_REDIS_URL'),
  onError: (error: Error) => void = () => undefined,
  liveness?: Liveness,
): Bus {
  return opens(new RedisBus(redisAddress(url), onError, liveness));
}
