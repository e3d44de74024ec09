/** What a read costs: `free` is limited elsewhere or not at all, `cheap` comes from memory, `costly` asks the database. */
export type ReadCost = 'free' | 'cheap' | 'costly';

const itemsOrOlder = /^\/(api\/v1\/)?feeds\/[^/]+\/items(\/|$)/;
const feedOrPage = /^\/(api\/v1\/)?feeds\/[^/]+\/?$/;
const stream = /^\/api\/v1\/feeds\/[^/]+\/stream\/?$/;

/**
 * The cost of a request, by its address alone. Old log segments cost the database, too, but nobody can tell them from
 * new ones by their address: whoever reads them counts them (see ReadLimits.costly).
 */
export function readCost(method: string, url: string, hasToken = false): ReadCost {
  if (method !== 'GET' && method !== 'HEAD') {
    // Without a token the database is asked for a session, or for a sign-in code.
    return hasToken ? 'free' : 'cheap';
  }
  const [written = '', query] = url.split('?', 2);
  // As the router reads it: in any case of letters.
  const path = written.toLowerCase();
  // Who watches the instance must not be told that it is busy; streams come in by the front door.
  if (path === '/healthz' || stream.test(path)) return 'free';
  if (path === '/metrics' || path === '/metrics/' || itemsOrOlder.test(path)) return 'costly';
  if (query === undefined || !feedOrPage.test(path)) return 'cheap';
  const asked = new URLSearchParams(query);
  return asked.has('at') || asked.has('before') ? 'costly' : 'cheap';
}
