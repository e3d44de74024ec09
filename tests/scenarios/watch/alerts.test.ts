import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { checkRules, Prometheus } from '../../services/prometheus.ts';
import { until } from '../../until.ts';
import { faults, type Fault } from './alert-faults.ts';
import { expressions, panels } from './dashboard.ts';
import { metricsIn, quickerBy, root, rules, rulesPath } from './rules-file.ts';
import { Watched } from './watched.ts';

/** A minute of the rules is a second here. */
const factor = 60;

test('the rules are valid, and each says what it is, how bad, and where its run book is', () => {
  expect(checkRules(rulesPath)).toContain(`SUCCESS: ${rules.length} rules found`);
  for (const { name, severity, annotations } of rules) {
    expect([name, severity]).toEqual([name, expect.stringMatching(/^(critical|warning|info)$/)]);
    expect([name, ...annotations.keys()]).toEqual([name, 'summary', 'description', 'runbook']);
    const runBook = annotations.get('runbook') ?? '';
    expect([name, runBook, existsSync(resolve(root, runBook))]).toEqual([
      name,
      expect.stringMatching(/^docs\/operators\/run-books\/[a-z-]+\.md$/),
      true,
    ]);
  }
});

test('every panel of the dashboard says what it shows', () => {
  expect(panels.length).toBeGreaterThan(15);
  expect(panels.filter(({ description = '' }) => description.length < 10)).toEqual([]);
});

test('every alert has its fault, and every fault its alert', () => {
  const names = faults.flatMap((group) => Object.keys(group));
  expect(names.sort()).toEqual(rules.map(({ name }) => name).sort());
});

test('every alert fires by its fault, at the server that has it, and resolves when it is over', async () => {
  await using watched = await Watched.start();
  await using prometheus = await Prometheus.start(watched.targets, quickerBy(factor));
  await until(
    async () => (await prometheus.healthy()).length === watched.targets.length,
    'all servers to be scraped',
  );
  const isFiring = async (name: string, at: string) =>
    (await prometheus.alerts()).some(
      (alert) => alert.name === name && alert.instance === at && alert.isFiring,
    );
  for (const group of faults) {
    // What one fault leaves behind would keep others, and the runner, from their end.
    await using heals = new AsyncDisposableStack();
    const tried = await Promise.allSettled(
      Object.entries(group).map(async ([name, { at, begin, isOverThen }]: [string, Fault]) => {
        // A busy machine may have it for a moment by itself.
        await until(
          async () => !(await isFiring(name, at)),
          `${name} to be silent before its fault`,
        );
        const heal = await begin(watched);
        heals.defer(async () => void (await heal()));
        await until(() => isFiring(name, at), `${name} to fire at ${at}`);
        if (isOverThen === true) await heal();
      }),
    );
    expect(tried.filter(({ status }) => status === 'rejected')).toEqual([]);
  }
  for (const [name, { at }] of faults.flatMap((group) => Object.entries(group))) {
    await until(async () => !(await isFiring(name, at)), `${name} to resolve at ${at}`);
  }

  // What is named is there: an expression of a metric that nobody has is silent for ever.
  const known = await prometheus.metricNames();
  const asked = [...expressions, ...rules.map(({ expression }) => expression)];
  expect(asked.flatMap(metricsIn).filter((name) => !known.has(name))).toEqual([]);
  for (const expression of expressions) await prometheus.evaluate(expression);
});
