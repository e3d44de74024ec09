/** What a request costs. `free`: not limited here; `cheap`: answered from memory; `costly`: reads the database. */
export type ReadCost = 'free' | 'cheap' | 'costly';

const itemsOrOlder = /^\/(api\/v1\/)?feeds\/[^/]+\/items(\/|$)/;
const feedOrPage = /^\/(api\/v1\/)?feeds\/[^/]+\/?$/;
const search = /^\/(api\/v1\/)?feeds\/[^/]+\/search\/?$/;
const embed = /^\/embed\/[^/]+\/?$/;
const looksAtNoToken =
  /^\/api\/v1\/(feeds\/[^/]+\/reports|inbound\/[^/]+|mail\/reports\/[^/]+|feeds\/[^/]+\/push\/subscription|push\/renewals)\/?$/;
/** Links of mails are looked up. */
const ofMail = /^\/subscriptions\//;
const stream = /^\/api\/v1\/feeds\/[^/]+\/stream\/?$/;

/**
 * The cost of a request, by its URL alone. Old log segments read the database too, but their URLs look like those of
 * new ones: the code that reads them counts them (see ReadLimits.costly).
 */
export function readCost(method: string, url: string, hasToken = false): ReadCost {
  const [written = '', query] = url.split('?', 2);
  // In lower case, because the router ignores case.
  const path = written.toLowerCase();
  if (method !== 'GET' && method !== 'HEAD') {
    if (looksAtNoToken.test(path)) return 'cheap';
    // Without a token, the database is read for the session or the sign-in code.
    return hasToken ? 'free' : 'cheap';
  }
  // A health check must not be refused for its rate; streams are limited by FrontDoor.
  if (path === '/healthz' || stream.test(path)) return 'free';
  if (path === '/metrics' || path === '/metrics/' || itemsOrOlder.test(path)) return 'costly';
  if (search.test(path)) return query === undefined ? 'cheap' : 'costly';
  if (ofMail.test(path)) return 'costly';
  // It names an item's page, or a feed's: few programs ask, and each keeps the answer.
  if (path === '/oembed' || path === '/oembed/') return 'costly';
  if (query === undefined) return 'cheap';
  const asked = new URLSearchParams(query);
  if (embed.test(path)) return asked.has('item') ? 'costly' : 'cheap';
  if (!feedOrPage.test(path)) return 'cheap';
  return asked.has('at') || asked.has('before') ? 'costly' : 'cheap';
}
