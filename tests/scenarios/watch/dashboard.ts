import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from './rules-file.ts';

interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly targets: readonly { readonly expr: string }[];
}

/** The panels of the dashboard for Grafana. */
export const panels = (
  JSON.parse(readFileSync(resolve(root, 'docs/operators/dashboard.json'), 'utf8')) as {
    readonly panels: readonly Panel[];
  }
).panels;

/** What the panels ask for, with Grafana's variables filled in. */
export const expressions: readonly string[] = panels.flatMap(({ targets }) =>
  targets.map(({ expr }) =>
    expr.replaceAll('$__rate_interval', '1m').replaceAll('$instance', '.*'),
  ),
);
