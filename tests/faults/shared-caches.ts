import { freePort } from '../services/free-port.ts';
import { startNginx, startVarnish, type Proxy } from '../services/proxies.ts';

/** A shared cache in front of a server. */
export interface SharedCache {
  readonly name: string;
  readonly start: (originPort: number) => Promise<Proxy>;
}

function nginxWith(directives: string): SharedCache['start'] {
  return async (originPort) =>
    startNginx(
      await freePort(),
      `location / {
         proxy_pass http://127.0.0.1:${originPort}; proxy_http_version 1.1;
         proxy_set_header Host $host; proxy_set_header Upgrade $http_upgrade;
         proxy_set_header Connection $connection_kind;
         proxy_cache pages; proxy_cache_key $request_uri; ${directives}
       }`,
    );
}

/** Common caches, each in a setting in which it obeys the headers it knows. */
export const sharedCaches: readonly SharedCache[] = [
  { name: 'nginx, plain cache', start: nginxWith('') },
  { name: 'nginx, background_update', start: nginxWith('proxy_cache_background_update on;') },
  {
    name: 'nginx, use_stale updating',
    start: nginxWith('proxy_cache_use_stale error timeout updating;'),
  },
  {
    name: 'nginx, use_stale and background_update',
    start: nginxWith(
      `proxy_cache_use_stale error timeout updating http_500 http_502 http_503 http_504;
       proxy_cache_background_update on; proxy_cache_lock on;`,
    ),
  },
  {
    name: 'Varnish, default',
    start: async (originPort) => startVarnish(await freePort(), originPort),
  },
];
