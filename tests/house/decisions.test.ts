import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(import.meta.dirname, '../..');
const folder = resolve(root, 'docs/decisions');
const names = readdirSync(folder).sort();

/** What a record of a decision is made of, in this order. */
const form =
  /^# (\d+)\. (.+)\n\nDate: \d{4}-\d\d-\d\d\nStatus: (?:accepted|replaced by \d+)\n\n## Context\n\n.+\n\n## Decision\n\n.+\n\n## Refused\n\n- \*\*.+\*\*: .+\n$/s;

test('every decision has a date, a status, its reason and what was refused, and is short', () => {
  const broken = names.filter((name) => {
    const text = readFileSync(resolve(folder, name), 'utf8');
    const number = form.exec(text)?.[1];
    return number !== String(Number(name.slice(0, 4))) || text.split('\n').length > 30;
  });
  expect(broken).toEqual([]);
});

test('the map lists every decision, by its number and title, and no number twice', () => {
  const [, list = ''] = readFileSync(resolve(root, 'src/README.md'), 'utf8').split(
    '\n## Decisions',
  );
  const titles = names.map((name) => {
    const [, number, title] = form.exec(readFileSync(resolve(folder, name), 'utf8')) ?? [];
    return `${number}. [${title}](../docs/decisions/${name}).`;
  });
  expect(list.split('\n').filter((line) => /^\d/.test(line))).toEqual(titles);
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
});
