/** What every way out to readers stands on. */
const base = ['src/feed', 'src/http', 'src/log', 'src/search', 'src/hub', 'src/reading'];
const beforeMail = [
  ...base,
  'src/database',
  'src/admin',
  'src/site',
  'src/followers',
  'src/outbox',
];

/** src/README.md, "Imports only to the left": what each folder may import, besides itself. */
export const arrows: Readonly<Record<string, readonly string[]>> = {
  'src/feed': [],
  'src/http': ['src/feed'],
  'src/database': ['src/feed'],
  'src/log': ['src/feed', 'src/database'],
  'src/accounts': ['src/feed', 'src/database'],
  'src/media': ['src/feed', 'src/database'],
  'src/search': ['src/feed', 'src/database'],
  'src/bus': ['src/feed'],
  'src/instances': ['src/bus'],
  'src/admin': [
    'src/feed',
    'src/http',
    'src/log',
    'src/accounts',
    'src/media',
    'src/search',
    'src/bus',
    'src/config.ts',
  ],
  'src/hub': ['src/feed', 'src/log', 'src/bus'],
  'src/reading': ['src/feed', 'src/http', 'src/log', 'src/search', 'src/hub'],
  'src/gateway': [...base, 'src/bus', 'src/config.ts'],
  'src/site': [...base, 'src/media', 'src/config.ts'],
  'src/newsroom': [...base, 'src/accounts', 'src/bus', 'src/admin', 'src/gateway', 'src/config.ts'],
  'src/followers': ['src/feed', 'src/database', 'src/log', 'src/bus', 'src/admin', 'src/config.ts'],
  'src/outbox': ['src/feed', 'src/http'],
  'src/mail': [...beforeMail, 'src/config.ts', 'src/config-values.ts'],
  'src/api-docs': [...beforeMail, 'src/mail', 'src/accounts', 'src/config.ts'],
  'src/import': [
    'src/feed',
    'src/log',
    'src/media',
    'src/admin',
    'src/followers/send',
    'src/config.ts',
  ],
  'src/ops': [...base, 'src/bus', 'src/instances', 'src/gateway', 'src/followers', 'src/mail'],
  'src/process': ['src'],
  'src/demo': ['src/feed'],
  'src/cli': ['src/feed'],
  // What a person may do, the page shows by the server's own table.
  client: ['src/feed', 'src/accounts/principal.ts'],
};

/**
 * The rooms of a folder, from the left: each imports only itself, the rooms before it and the files beside the rooms.
 * Where these files are named as a room, '.', they have a place in that order; elsewhere they are the wiring.
 */
export const rooms: Readonly<Record<string, readonly string[]>> = {
  'src/feed': ['.', 'draw'],
  'src/gateway': ['engine', 'numbers', 'fan-out', 'sockets', 'api', 'streams'],
  'src/followers': ['store', 'send', 'kinds', 'run', 'api'],
  'src/search': ['words', '.', 'sql'],
  'src/outbox': ['src/feed', 'src/http'],
  'src/mail': ['store', 'send', 'letters', 'run', 'pages', 'api'],
  'src/import': ['told', 'html', 'formats', 'run', 'api'],
  'src/site': ['shell', 'formats', 'crawlers', 'pages', 'search', 'embed'],
  'client/ticker': ['connect', 'store', 'options', 'loaded', 'view', 'reading', 'campaign'],
  'client/newsroom': [
    'api',
    'fields',
    'parts',
    'pictures',
    'kept',
    'places',
    'media',
    'presence',
    'writing',
    'edit',
    'session',
    'compose',
    'numbers',
    'followers',
    'imports',
    'feeds',
    'search',
    'history',
    'items',
    'drafts',
    'people',
    'settings',
  ],
};
