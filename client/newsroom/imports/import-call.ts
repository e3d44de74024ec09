import { isRecord, textOr, type Fields } from '../../../src/feed/shape.ts';
import { list, record } from '../api/answers.ts';
import { ownServer } from '../api/own-server.ts';
import { parseProblem, Problem } from '../api/problem.ts';

/** What an import did, or would do. */
export interface ImportReport {
  readonly format: string;
  readonly entries: number;
  /** How many, by what became of them. */
  readonly counts: Fields;
  readonly losses: readonly {
    readonly what: string;
    readonly count: number;
    readonly entries: readonly string[];
  }[];
}

/** A story: a file, or where it is. */
export interface ImportOrder {
  readonly feed: string;
  readonly file: File | null;
  readonly address: string;
  readonly isDry: boolean;
  readonly linksPictures: boolean;
}

/**
 * Imports a story as long as it takes; `onProgress` is told how far it is. Throws a Problem, also where the import broke off: what is
 * in stays in.
 */
export async function importStory(
  { feed, file, address, isDry, linksPictures }: ImportOrder,
  onProgress: (done: number, of: number) => void,
): Promise<ImportReport> {
  const query = new URLSearchParams({
    ...(file === null && { from: address }),
    ...(isDry && { dryRun: '1' }),
    ...(linksPictures && { pictures: 'link' }),
  }).toString();
  const brokenOff = isDry ? notLooked : notWhole;
  const answer = await reach(brokenOff, () =>
    fetch(`${ownServer()}api/v1/feeds/${feed}/import?${query}`, {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: file,
    }),
  );
  if (!answer.ok) {
    const problem: unknown = await answer.json().catch(() => undefined);
    throw parseProblem(answer.status, problem);
  }
  let report: ImportReport | undefined;
  await eachLine(answer, brokenOff, (line) => {
    const { progress, report: last, problem } = record(JSON.parse(line));
    if (isRecord(progress)) onProgress(Number(progress['done']), Number(progress['of']));
    if (isRecord(problem)) throw brokenOff(textOr(problem['detail'], ''));
    if (isRecord(last)) report = readReport(last);
  });
  if (report === undefined) throw brokenOff('');
  return report;
}

type BrokenOff = (detail: string) => Problem;

function notLooked(detail: string): Problem {
  return new Problem(
    'unreachable',
    'Not looked at',
    `${detail} Nothing is changed. Try again.`.trim(),
  );
}

function notWhole(detail: string): Problem {
  const cure = 'What is in stays in. Import it again: it goes on, and does nothing twice.';
  return new Problem('unreachable', 'The import broke off', `${detail} ${cure}`.trim());
}

async function eachLine(
  answer: Response,
  brokenOff: BrokenOff,
  onLine: (line: string) => void,
): Promise<void> {
  const reader = answer.body?.getReader();
  const decoder = new TextDecoder();
  let rest = '';
  for (;;) {
    const part = await reach(brokenOff, async () => reader?.read());
    const lines = (rest + decoder.decode(part?.value, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    lines.filter(Boolean).forEach(onLine);
    if (part === undefined || part.done) return;
  }
}

async function reach<T>(brokenOff: BrokenOff, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch {
    throw brokenOff('The server was not reached.');
  }
}

function readReport(report: Fields): ImportReport {
  const { format, entries, losses, ...counts } = report;
  return {
    format: textOr(format, ''),
    entries: Number(entries),
    counts,
    losses: list(losses).map((row) => {
      const { what, count, entries: first } = record(row);
      const names = Array.isArray(first) ? first : [];
      return {
        what: textOr(what, ''),
        count: Number(count),
        entries: names.filter((name) => typeof name === 'string'),
      };
    }),
  };
}
