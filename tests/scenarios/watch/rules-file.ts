import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '../../..');
export const rulesPath = resolve(root, 'docs/operators/alerts.yaml');
export const rulesText = readFileSync(rulesPath, 'utf8');

/** One alert of the rules, as it stands in the file. */
export interface Rule {
  readonly name: string;
  readonly expression: string;
  readonly severity: string | undefined;
  /** The text of each annotation, by its name. */
  readonly annotations: ReadonlyMap<string, string>;
}

export const rules: readonly Rule[] = rulesText
  .split(/^ {6}- alert: /m)
  .slice(1)
  .map((block) => ({
    name: /^\w+/.exec(block)?.[0] ?? '',
    expression: /^ {8}expr: (.*)$/m.exec(block)?.[1] ?? '',
    severity: /severity: (\w+)/.exec(block)?.[1],
    annotations: new Map(
      [...block.matchAll(/^ {10}(\w+): (.*)$/gm)].map(([, name = '', text = '']) => [name, text]),
    ),
  }));

const unitMs = { s: 1_000, m: 60_000, h: 3_600_000 } as const;

/**
 * The rules with all their times made shorter by one factor: how long a condition must hold, and over what is counted. What a
 * condition compares with stays as it is.
 */
export function quickerBy(factor: number): string {
  return rulesText.replace(
    /(for: |\[)(\d+)([smh])/g,
    (_, before: string, count: string, unit: keyof typeof unitMs) =>
      `${before}${Math.round((Number(count) * unitMs[unit]) / factor)}ms`,
  );
}

/** The metrics that an expression names. */
export function metricsIn(expression: string): readonly string[] {
  const names = expression.match(/\b(?:dateline|process|nodejs)_\w+/g) ?? [];
  return [...new Set(names)];
}
