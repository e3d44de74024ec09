import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { adminToken, call } from '../../call.ts';
import { ServerProcess } from '../../process.ts';
import { emptyFolder } from '../../services/databases.ts';
import { freePort } from '../../services/free-port.ts';
import { until } from '../../until.ts';

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
}

interface Container {
  readonly ports: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env: readonly { readonly name: string; readonly value: string }[];
  readonly readinessProbe: Probe;
  readonly livenessProbe: Probe;
}

interface Deployment {
  readonly kind: 'Deployment';
  readonly spec: {
    readonly template: {
      readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
      readonly spec: { readonly containers: readonly [Container] };
    };
  };
}

interface Autoscaler {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly spec: {
    readonly metrics: readonly [{ readonly pods: { readonly metric: { readonly name: string } } }];
  };
}

type Kind = Deployment | Autoscaler;
const file = resolve(import.meta.dirname, '../../../deploy/kubernetes.yaml');
const objects = parseAllDocuments(readFileSync(file, 'utf8')).map((text) => text.toJS() as Kind);
const deployment = objects.find((object) => object.kind === 'Deployment');
const autoscaler = objects.find((object) => object.kind === 'HorizontalPodAutoscaler');

test('what Kubernetes probes, scrapes and counts is there, from another address than the server’s own', async () => {
  const { metadata, spec } = deployment?.spec.template ?? {};
  const [container] = spec?.containers ?? [];
  const variables = new Map(container?.env.map(({ name, value }) => [name, value]));
  // Ports of this machine in place of the container's.
  const ports = new Map<string, string>();
  for (const { name, containerPort } of container?.ports ?? []) {
    const port = String(await freePort());
    ports.set(name, port).set(String(containerPort), port);
  }
  variables.set('PORT', ports.get('3000') ?? '');
  variables.set('METRICS_PORT', ports.get(variables.get('METRICS_PORT') ?? '') ?? '');
  const place = emptyFolder();
  const server = ServerProcess.run({
    HOST: '0.0.0.0',
    ADMIN_TOKEN: adminToken,
    DATA_DIR: place.where.dataDir ?? '',
    ...Object.fromEntries(variables),
  });
  try {
    const at = (port = '') => `http://127.0.0.2:${ports.get(port) ?? `none named ${port}`}`;
    for (const probe of [container?.readinessProbe, container?.livenessProbe]) {
      const { path, port } = probe?.httpGet ?? { path: '', port: '' };
      const answers = async () => (await call(at(port), 'GET', path)).status === 200;
      await until(() => answers().catch(() => false), `${path} to answer 200`);
    }
    const scraped = metadata?.annotations['prometheus.io/port'];
    const { status, text } = await call(at(scraped), 'GET', '/metrics');
    expect(status).toBe(200);
    const counted = autoscaler?.spec.metrics[0].pods.metric.name;
    expect(text).toMatch(new RegExp(`^${counted} 0$`, 'm'));
  } finally {
    await server.kill();
    await place.drop();
  }
});
