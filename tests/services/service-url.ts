/**
 * The address of a service that services/start.ts has started. PostgreSQL is one for all; each worker of the tests has a
 * Redis of its own, where no other test announces anything or counts its keys.
 */
export function serviceUrl(
  name: 'TEST_REDIS_URL' | 'TEST_POSTGRES_URL' | 'TEST_POOLER_URL',
): string {
  const worker = process.env['JEST_WORKER_ID'] ?? '1';
  const url = process.env[name === 'TEST_REDIS_URL' ? `${name}_${worker}` : name];
  if (url === undefined) throw new Error(`${name} is not set: run the tests with "npm test".`);
  return url;
}
