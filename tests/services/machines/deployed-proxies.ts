import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Certificate } from '../certificate.ts';
import { freePort } from '../free-port.ts';
import { findCaddy, findHaproxy, findNginx, findVarnish, started, type Proxy } from '../proxies.ts';

const deploy = resolve(import.meta.dirname, '../../../deploy');

/**
 * Where a proxy of deploy/ is to stand: its own port, the port of each instance (Varnish asks the first), and a path of the public
 * address or none.
 */
export interface Stand {
  readonly port: number;
  readonly origins: readonly number[];
  readonly path: '' | '/news';
  readonly certificate: Certificate;
}

type Start = (stand: Stand) => Promise<Proxy>;

/** The file of deploy/ with these pieces replaced, in a new folder; a piece that is not there is an error. */
function laidOut(file: string, pieces: readonly (readonly [string, string])[]) {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-deploy-'));
  let text = readFileSync(join(deploy, file), 'utf8');
  for (const [before, after] of pieces) {
    if (!text.includes(before)) throw new Error(`deploy/${file} has no ${before}`);
    text = text.replaceAll(before, after);
  }
  const path = join(folder, file);
  writeFileSync(path, text);
  return { folder, path };
}

const addressesOf = (origins: readonly number[]) => origins.map((origin) => `127.0.0.1:${origin}`);

const nginx: Start = async ({ port, origins, path, certificate }) => {
  const line = (address: string) => `    server ${address} max_fails=0;`;
  const { folder, path: config } = laidOut('nginx.conf', [
    ['listen 80;', `listen 127.0.0.1:${await freePort()};`],
    ['listen 443', `listen 127.0.0.1:${port}`],
    ['live.example.org;', 'localhost;'],
    [line('127.0.0.1:3000'), addressesOf(origins).map(line).join('\n')],
    ['/etc/dateline/cert.pem', certificate.certificate],
    ['/etc/dateline/key.pem', certificate.key],
    ['location / {', `location ${path}/ {`],
  ]);
  // Where it keeps its own things; a root of its own needs no account.
  writeFileSync(
    config,
    readFileSync(config, 'utf8')
      .replace('user www-data;', process.getuid?.() === 0 ? 'user root;' : '')
      .replace('/run/nginx.pid', `${folder}/pid`)
      .replace('/var/log/nginx/error.log', `${folder}/errors`)
      .replace(
        'http {',
        `http { ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
          .map((name) => `${name}_temp_path ${folder}/${name};`)
          .join(' ')}`,
      ),
  );
  const words = ['-p', folder, '-c', config, '-e', `${folder}/errors`];
  const more = ['-g', 'daemon off; master_process off;'];
  return started(findNginx(), [...words, ...more], port, folder);
};

const caddy: Start = async ({ port, origins, path, certificate }) => {
  const { folder, path: config } = laidOut('Caddyfile', [
    ['http_port 80', `http_port ${await freePort()}`],
    ['https_port 443', `https_port ${port}`],
    ['live.example.org {', 'localhost {'],
    ['reverse_proxy 127', `reverse_proxy ${path === '' ? '' : `${path}/* `}127`],
    ['127.0.0.1:3000 {', `${addressesOf(origins).join(' ')} {`],
    ['/etc/dateline/cert.pem', certificate.certificate],
    ['/etc/dateline/key.pem', certificate.key],
  ]);
  return started(findCaddy(), ['run', '--config', config, '--adapter', 'caddyfile'], port, folder);
};

const composedCaddy: Start = async ({ port, origins }) => {
  const { folder, path: config } = laidOut('compose.Caddyfile', [
    ['{$SITE_ADDRESS} {', `{\n\tadmin off\n}\n\nhttp://localhost:${port} {`],
    ['one:3000 two:3000', addressesOf(origins).join(' ')],
    // So that a test knows which block served.
    ['reverse_proxy @unsent', 'header X-Server anyway\n\t\treverse_proxy @unsent'],
  ]);
  return started(findCaddy(), ['run', '--config', config, '--adapter', 'caddyfile'], port, folder);
};

const haproxy: Start = async ({ port, origins, path, certificate }) => {
  const lines = (address: string, nth: number | 'one') =>
    `    server ${nth} ${address} check inter 1s fall 2 rise 1
    server ${nth}-anyway ${address} backup`;
  const rule =
    path === '' ? 'default_backend dateline' : `use_backend dateline if { path_beg ${path}/ }`;
  const { folder, path: config } = laidOut('haproxy.cfg', [
    ['bind :443', `bind 127.0.0.1:${port}`],
    [lines('127.0.0.1:3000', 'one'), addressesOf(origins).map(lines).join('\n')],
    // As above.
    ['option allbackups', 'option allbackups\n    http-response set-header X-Server %s'],
    ['\n    default_backend dateline', `\n    ${rule}`],
    // As root it opens more descriptors than a container may have.
    ['maxconn 60000', 'maxconn 1000'],
  ]);
  const both = join(folder, 'both.pem');
  writeFileSync(
    both,
    [certificate.certificate, certificate.key].map((file) => readFileSync(file, 'utf8')).join(''),
  );
  writeFileSync(config, readFileSync(config, 'utf8').replace('/etc/dateline/both.pem', both));
  return started(findHaproxy(), ['-db', '-f', config], port, folder);
};

const varnish: Start = async ({ port, origins: [origin] }) => {
  const { folder, path: config } = laidOut('varnish.vcl', [
    ['.port = "3000"', `.port = "${origin}"`],
  ]);
  const words = ['-F', '-a', `127.0.0.1:${port}`, '-f', config, '-n', join(folder, 'run')];
  const more = ['-s', 'malloc,64m', '-j', 'none', '-p', 'backend_idle_timeout=60'];
  return started(findVarnish(), [...words, ...more], port, folder);
};

/** The proxies of deploy/, as they stand there but for addresses and paths. `hasChecks`: asks instances whether they are ready. */
export const deployedProxies = [
  { name: 'nginx', scheme: 'https', hasChecks: false, start: nginx },
  { name: 'Caddy', scheme: 'https', hasChecks: false, start: caddy },
  { name: 'Caddy of compose', scheme: 'http', hasChecks: true, start: composedCaddy },
  { name: 'HAProxy', scheme: 'https', hasChecks: true, start: haproxy },
  { name: 'Varnish', scheme: 'http', hasChecks: false, start: varnish },
] as const;
