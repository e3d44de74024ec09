import type { InputFault } from '../../feed/refusal.ts';
import type { ImportOutcome } from '../../log/imports.ts';
import { losses, type Loss } from '../told/losses.ts';

/** Shown of what there is more of. */
const maxNamed = 3;
const maxFaults = 100;

/** What an import did, or would do. */
export interface Report {
  readonly format: string;
  readonly dryRun: boolean;
  readonly entries: number;
  readonly made: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** Changed or removed here since: left as they are. */
  readonly kept: number;
  /** Their names are of something else here. */
  readonly taken: number;
  readonly pictures: number;
  /** What has no place here: how often, and the first entries. */
  readonly losses: readonly {
    readonly what: string;
    readonly count: number;
    readonly entries: readonly string[];
  }[];
}

/** Counts what an import comes to. */
export class Tally {
  entries = 0;
  pictures = 0;
  faultCount = 0;
  readonly faults: InputFault[] = [];
  private readonly outcomes = new Map<ImportOutcome['kind'], number>();
  private readonly lost = new Map<Loss, { count: number; readonly entries: string[] }>();

  outcome(kind: ImportOutcome['kind']): void {
    this.outcomes.set(kind, (this.outcomes.get(kind) ?? 0) + 1);
  }

  lose(loss: Loss, entry?: string): void {
    const known = this.lost.get(loss) ?? { count: 0, entries: [] };
    this.lost.set(loss, { ...known, count: known.count + 1 });
    if (entry !== undefined && known.entries.length < maxNamed) known.entries.push(entry);
  }

  fault(pointer: string, entry: string, detail: string): void {
    this.faultCount += 1;
    const name = entry === '' ? '' : `“${entry}” `;
    if (this.faults.length < maxFaults) this.faults.push({ pointer, detail: name + detail });
  }

  report(format: string, dryRun: boolean): Report {
    const of = (kind: ImportOutcome['kind']) => this.outcomes.get(kind) ?? 0;
    return {
      format,
      dryRun,
      entries: this.entries,
      made: of('made'),
      changed: of('changed'),
      removed: of('removed'),
      unchanged: of('unchanged'),
      kept: of('kept'),
      taken: of('taken'),
      pictures: this.pictures,
      losses: [...this.lost].map(([loss, { count, entries }]) => ({
        what: losses[loss],
        count,
        entries,
      })),
    };
  }
}
