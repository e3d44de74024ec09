/** The services' addresses, set by services/start.ts for every test process. */
export function serviceUrl(name: 'TEST_REDIS_URL' | 'TEST_POSTGRES_URL'): string {
  const url = process.env[name];
  if (url === undefined) throw new Error(`${name} is not set: run the tests with "npm test".`);
  return url;
}
