import type { Mutant } from './instrument.ts';
import { partOf, parts, wantedShare } from './parts.ts';
import type { Verdict } from './trial.ts';

/** What came of a mutant. */
export type Fate = Verdict | { readonly kind: 'refused by the compiler' };

export interface Tried {
  readonly mutant: Mutant;
  readonly fate: Fate;
  /** Why it may live, where that is known. */
  readonly why: string | undefined;
}

/** What came of each part that was tried, in a table. */
export function tableOf(tried: readonly Tried[]): string {
  const lines = Object.keys(parts).flatMap((part) => {
    const own = tried.filter(({ mutant }) => partOf(mutant.file) === part);
    if (own.length === 0) return [];
    const count = (kind: Fate['kind']) => own.filter(({ fate }) => fate.kind === kind).length;
    const counts = [
      own.length,
      count('refused by the compiler'),
      count('killed'),
      count('survived'),
      count('uncovered'),
    ];
    return [row(part, [...counts.map(String), `${(shareOf(own) * 100).toFixed(1)} %`])];
  });
  const head = row('part', ['tried', 'refused', 'killed', 'survived', 'uncovered', 'share']);
  return [head, ...lines].join('\n');
}

/** Those that live, by file and line. */
export function survivorsOf(tried: readonly Tried[]): string {
  return tried
    .filter(({ fate }) => fate.kind === 'survived' || fate.kind === 'uncovered')
    .map(({ mutant, fate, why }) => {
      const { file, line, original, replacement } = mutant;
      const what = `${short(original)}  →  ${short(replacement)}`;
      return `${file}:${line} ${fate.kind}: ${what}${why === undefined ? '' : `  (${why})`}`;
    })
    .join('\n');
}

/** Whether every part that was tried has the share that is wanted. */
export function isEnough(tried: readonly Tried[]): boolean {
  return Object.keys(parts).every((part) => {
    const own = tried.filter(({ mutant }) => partOf(mutant.file) === part);
    return own.length === 0 || shareOf(own) >= wantedShare;
  });
}

/** Of those that compile. */
function shareOf(tried: readonly Tried[]): number {
  const compiled = tried.filter(({ fate }) => fate.kind !== 'refused by the compiler');
  return (
    compiled.filter(({ fate }) => fate.kind === 'killed').length / Math.max(compiled.length, 1)
  );
}

function row(name: string, cells: readonly string[]): string {
  return name.padEnd(12) + cells.map((cell) => cell.padStart(10)).join('');
}

function short(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}
