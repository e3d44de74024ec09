import { openAsBlob } from 'node:fs';
import type { Given, Option } from './arguments.ts';
import { json, type Command, type Desk } from './command.ts';
import { Failure } from './failure.ts';

const feed = {
  feed: { type: 'string', help: 'the feed; required' },
} as const satisfies Readonly<Record<string, Option>>;

interface Report {
  readonly format: string;
  readonly entries: number;
  readonly made: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  readonly kept: number;
  readonly taken: number;
  readonly pictures: number;
  readonly losses: readonly { what: string; count: number; entries: readonly string[] }[];
}

/** A line of an answer. */
interface Line {
  readonly progress?: { readonly done: number; readonly of: number };
  readonly report?: Report;
  readonly problem?: { readonly code: string; readonly detail: string };
}

const importStory: Command = {
  does: 'bring in a live blog with its past, out of a file ("-": stdin) or from an address',
  words: ['source'],
  options: {
    ...feed,
    'dry-run': { type: 'boolean', help: 'change nothing, and tell what it would do' },
    format: {
      type: 'string',
      help: 'ndjson, json-feed, superdesk, wordpress, guardian, rss, atom or json-ld; by how it begins otherwise',
    },
    'link-pictures': { type: 'boolean', help: 'leave pictures where they are' },
    ...json,
  },
  async run(given, desk) {
    const source = given.word('source');
    const isAddress = /^https?:\/\//.test(source);
    const query = new URLSearchParams({
      ...(isAddress && { from: source }),
      ...(given.has('dry-run') && { dryRun: '1' }),
      ...(given.has('link-pictures') && { pictures: 'link' }),
      ...(given.has('format') && { format: given.one('format') ?? '' }),
    });
    const path = `${pathOf(given)}/import?${query.toString()}`;
    const body = isAddress ? {} : { body: await fileOf(source, desk) };
    let report: Report | undefined;
    let problem: Line['problem'];
    await desk.server.lines({ method: 'POST', path, ...body }, (text) => {
      const line = JSON.parse(text) as Line;
      if (line.progress !== undefined) desk.progress(barOf(line.progress));
      report = line.report ?? report;
      problem = line.problem ?? problem;
    });
    desk.progress();
    if (problem !== undefined || report === undefined) {
      throw new Failure('not reached', 'The import broke off; what is in stays in.', [
        `${problem?.detail ?? 'The answer ended early.'} Run it again: it goes on, and does nothing twice.`,
      ]);
    }
    if (given.has('json')) return desk.say(JSON.stringify(report));
    for (const line of linesOf(report, given.has('dry-run'))) await desk.say(line);
  },
};

const exportFeed: Command = {
  does: 'write a feed with its past to stdout, as NDJSON that "import" takes',
  words: [],
  options: { ...feed, media: { type: 'boolean', help: 'with the files of the library' } },
  async run(given, desk) {
    const path = `${pathOf(given)}/export${given.has('media') ? '?media=1' : ''}`;
    await desk.server.lines({ method: 'GET', path }, (line) => desk.say(line));
  },
};

/** The commands that need a token with the right to import or export. */
export const importCommands = { import: importStory, export: exportFeed };

function pathOf(given: Given): string {
  const name = given.one('feed');
  if (name !== undefined) return `/api/v1/feeds/${encodeURIComponent(name)}`;
  throw new Failure('wrong use', 'An option is missing:', ['--feed: name the feed']);
}

async function fileOf(name: string, desk: Desk): Promise<Blob> {
  if (name === '-') return new Blob([await desk.typed()]);
  try {
    return await openAsBlob(name);
  } catch {
    throw new Failure('wrong use', 'The file cannot be read:', [
      `${name}: name a file, or an address that begins with http`,
    ]);
  }
}

const barLength = 24;

function barOf({ done, of }: { readonly done: number; readonly of: number }): string {
  const full = Math.round((barLength * done) / Math.max(1, of));
  return `${'█'.repeat(full)}${'░'.repeat(barLength - full)} ${done} of ${of}`;
}

function linesOf(report: Report, dryRun: boolean): readonly string[] {
  const { format, entries, losses } = report;
  const counts = [
    [report.made, 'new'],
    [report.changed, 'changed'],
    [report.removed, 'removed'],
    [report.unchanged, 'as before'],
    [report.kept, 'changed here since, and left'],
    [report.taken, 'here already under that name, and left'],
    [report.pictures, 'pictures'],
  ] as const;
  const said = counts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : []));
  const head = `${format}: ${entries} entries${dryRun ? ' (nothing was changed)' : ''}: ${said.join(', ')}`;
  const table = losses.map(({ what, count, entries: first }) => {
    return `  ${String(count).padStart(5)}  ${what}${first.length === 0 ? '' : ` (${first.join(', ')})`}`;
  });
  return table.length === 0 ? [head] : [head, 'What has no place here:', ...table];
}
