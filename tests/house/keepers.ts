/** Where a package or a global of the process may be named, and nowhere else. */
export const keepers: readonly (readonly [RegExp, RegExp])[] = [
  [/from '(socket\.io)'/, /^src\/gateway\//],
  [/from '(proxy-addr)'/, /^src\/http\/addresses\.ts$/],
  [/from '(ws|socket\.io-adapter)'/, /^src\/gateway\/engine\//],
  [/import\('(koffi)'\)/, /^src\/gateway\/fan-out\/libc\.ts$/],
  [/from '(ioredis)'/, /^src\/redis\//],
  [/from '(pg|node:sqlite)'/, /^src\/database\//],
  [
    /from '(kysely|kysely\/.*)'/,
    /^src\/(database|log\/sql|accounts|media|followers\/store|mail\/store|push\/store|import\/wires|websub\/store|search\/sql)\//,
  ],
  [/\b(process\.env)\b/, /^src\/(config\.ts|cli\/main\.ts|demo\/)/],
  [
    /\b(process\.(?:on|once))\b/,
    /^src\/(process\/(run|instance)\.ts|media\/(picture-program|sounds\/sound-maker)\.ts|demo\/)/,
  ],
  [
    /from '(node:child_process)'/,
    /^src\/(cli\/serve-command\.ts|instances\/instance-process\.ts|media\/run-apart\.ts|demo\/)/,
  ],
  [/from '(@codemirror\/[a-z]+|@lezer\/[a-z]+)'/, /^client\/newsroom\/writing\//],
  [/from '(hast-util-[a-z-]+)'/, /^client\/newsroom\/writing\/pasted\//],
  [/from '(parse5|sax)'/, /^src\/import\/(html|formats)\//],
  [/from '(ipaddr\.js)'/, /^src\/followers\/send\//],
  [/from '(sharp|aws4fetch)'/, /^src\/media\//],
  [/from '(http_ece)'/, /^src\/push\/send\/encrypt\.ts$/],
  [/from '(nodemailer)'/, /^src\/mail\/send\/smtp-server\.ts$/],
  [/import\('(openid-client)'\)/, /^src\/accounts\/openid\//],
  [
    /from '(@nestjs\/[a-z.-]+)'/,
    /^src\/(process\/(start|start-relay|web-app)|http\/json-body|([a-z/-]+\/)?[a-z.-]+\.(module|controller|gateway|adapter|guard|filter|decorator|interceptor|logger))\.ts$/,
  ],
];
