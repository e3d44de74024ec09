import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { until } from '../until.ts';
import { findProgram } from './find-program.ts';
import { freePort } from './free-port.ts';

/** A server that Prometheus looks at. */
export interface Target {
  /** What it is called in the label `instance`. */
  readonly name: string;
  readonly port: number;
  /** A whole number of seconds, or of milliseconds: `2s`, `500ms`. An answer may take as long. */
  readonly every: string;
}

/** An alert that Prometheus knows of. */
export interface Alert {
  readonly name: string;
  readonly instance: string | undefined;
  readonly isFiring: boolean;
}

export function findPrometheus(): string {
  return findProgram(['prometheus'], 'prometheus');
}

/** What promtool says of a file of rules; throws when it finds a fault. */
export function checkRules(file: string): string {
  const promtool = findProgram(['promtool'], 'prometheus');
  return execFileSync(promtool, ['check', 'rules', file], { encoding: 'utf8' });
}

/** So long an answer of Prometheus is taken for the present one. */
const goodMs = 200;

/** A Prometheus of the distribution, on a free port, that looks at the rules twice a second. */
export class Prometheus implements AsyncDisposable {
  private readonly url: string;
  private readonly stop: () => Promise<void>;
  private latest: Promise<readonly Alert[]> | undefined;

  private constructor(url: string, stop: () => Promise<void>) {
    this.url = url;
    this.stop = stop;
  }

  static async start(targets: readonly Target[], rules: string): Promise<Prometheus> {
    const program = findPrometheus();
    const folder = mkdtempSync(join(tmpdir(), 'dateline-prometheus-'));
    const port = await freePort();
    const config = join(folder, 'prometheus.yml');
    writeFileSync(join(folder, 'rules.yaml'), rules);
    writeFileSync(
      config,
      `global: { evaluation_interval: 500ms }
rule_files: [rules.yaml]
scrape_configs:
${targets.map(jobOf).join('\n')}
`,
    );
    const words = [
      `--config.file=${config}`,
      `--storage.tsdb.path=${join(folder, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ];
    const child = spawn(program, words, { stdio: ['ignore', 'ignore', 'pipe'] });
    let said = '';
    child.stderr.on('data', (text: Buffer) => {
      said += text.toString();
    });
    const exited = new Promise((done) => child.once('exit', done));
    const stop = async () => {
      child.kill('SIGKILL');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    };
    const url = `http://127.0.0.1:${port}`;
    try {
      await until(async () => {
        if (child.exitCode !== null) throw new Error(`Prometheus has ended: ${said}`);
        return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok === true;
      }, 'Prometheus');
    } catch (error) {
      await stop();
      throw error;
    }
    return new Prometheus(url, stop);
  }

  /** As of a moment ago: many wait for alerts at once, and the rules are looked at twice a second. */
  alerts(): Promise<readonly Alert[]> {
    if (this.latest === undefined) {
      this.latest = this.alertsNow();
      setTimeout(() => (this.latest = undefined), goodMs);
    }
    return this.latest;
  }

  private async alertsNow(): Promise<readonly Alert[]> {
    const { alerts } = (await this.ask('/api/v1/alerts')) as {
      readonly alerts: readonly {
        readonly labels: Readonly<Record<string, string>>;
        readonly state: string;
      }[];
    };
    return alerts.map(({ labels, state }) => ({
      name: labels['alertname'] ?? '',
      instance: labels['instance'],
      isFiring: state === 'firing',
    }));
  }

  /** The targets whose latest scrape succeeded. */
  async healthy(): Promise<readonly string[]> {
    const { activeTargets } = (await this.ask('/api/v1/targets')) as {
      readonly activeTargets: readonly {
        readonly labels: Readonly<Record<string, string>>;
        readonly health: string;
      }[];
    };
    return activeTargets
      .filter(({ health }) => health === 'up')
      .map(({ labels }) => labels['instance'] ?? '');
  }

  /** The names of all metrics that it has. */
  async metricNames(): Promise<ReadonlySet<string>> {
    return new Set((await this.ask('/api/v1/label/__name__/values')) as readonly string[]);
  }

  /** Whether it can evaluate an expression; throws what is wrong with it. */
  async evaluate(expression: string): Promise<void> {
    await this.ask(`/api/v1/query?query=${encodeURIComponent(expression)}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }

  private async ask(path: string): Promise<unknown> {
    const response = await fetch(this.url + path);
    const answer = (await response.json()) as { readonly data?: unknown; readonly error?: string };
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer.data;
  }
}

/** The job is named by a label, so that each target may have its own interval. */
function jobOf({ name, port, every }: Target): string {
  return `- job_name: ${name}
  scrape_interval: ${every}
  scrape_timeout: ${every}
  static_configs:
  - { targets: ['127.0.0.1:${port}'], labels: { job: dateline, instance: ${name} } }`;
}
