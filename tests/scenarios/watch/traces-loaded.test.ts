import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { emptyFolder } from '../../services/databases.ts';
import { Collector } from '../../tracing/collector.ts';
import { until } from '../../until.ts';

/** What a process runs first: notes the address of each file that is loaded, by `import` or `require`. */
const noting = `
import { appendFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
registerHooks({
  load(url, context, next) {
    appendFileSync(process.env.LOADED, url + '\\n');
    return next(url, context);
  },
});`;
const bearer = { authorization: `Bearer ${adminToken}` };

/** The files that a server has loaded when it has served a publish. */
async function loadedBy(more: Record<string, string>): Promise<readonly string[]> {
  const place = emptyFolder();
  const list = join(place.where.dataDir, 'loaded');
  const { server, url } = await ServerProcess.serving({
    DATA_DIR: place.where.dataDir,
    ADMIN_TOKEN: adminToken,
    LOADED: list,
    NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(noting)}`,
    ...more,
  });
  await call(url, 'POST', '/api/v1/feeds', { slug: 'f', title: 'F' }, bearer);
  const { status } = await call(url, 'POST', '/api/v1/feeds/f/items', { headline: 'x' }, bearer);
  expect(status).toBe(201);
  await server.kill('SIGTERM');
  const loaded = readFileSync(list, 'utf8').trim().split('\n');
  await place.drop();
  return loaded;
}

test('nothing of OpenTelemetry is loaded without a collector; with one, the built server sends it what it measures', async () => {
  const isOfTraces = (url: string) => /opentelemetry/i.test(url);
  const without = await loadedBy({});
  expect(without.filter((url) => url.endsWith('/libraries.js'))).not.toEqual([]);
  expect(without.filter(isOfTraces)).toEqual([]);

  await using collector = await Collector.open();
  const loaded = await loadedBy({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
  expect(loaded.filter(isOfTraces)).not.toEqual([]);
  await until(() => collector.named('POST /api/v1/feeds/:feed/items').length === 1, 'the span');
  expect(collector.wrong).toEqual([]);
  // The bundle of the libraries has no byte of them either.
  const libraries = new URL('../../../dist/libraries.js', import.meta.url);
  expect(readFileSync(libraries, 'utf8')).not.toContain('otlp');
});
