import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { besiege, type Siege } from './attacks/one-address-attacks.ts';
import type { Options, Round, Row } from './round.ts';
import { liveThrough } from './rounds/model.ts';
import { tableOf } from './report/table.ts';

/** Runs the rounds and prints one table. Returns the exit code: 1 if anything in it was wrong. */
export async function main(rounds: readonly Round[], args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      schedules: { type: 'string', default: '100000' },
      seed: { type: 'string', default: '1' },
      workers: { type: 'string', default: String(availableParallelism()) },
      'soak-minutes': { type: 'string', default: '0' },
      'soak-on': { type: 'string', default: 'embedded' },
      'soak-file': { type: 'string', default: 'node_modules/.cache/faults/soak.txt' },
      'attack-minutes': { type: 'string', default: '10' },
      readers: { type: 'string' },
      only: { type: 'string' },
      texts: { type: 'string' },
      share: { type: 'string' },
      siege: { type: 'string' },
    },
  });
  if (values.share !== undefined) return tellShare(JSON.parse(values.share) as Options);
  if (values.siege !== undefined) return tellSiege(JSON.parse(values.siege) as Siege);
  const options = {
    schedules: Number(values.schedules),
    seed: Number(values.seed),
    workers: Number(values.workers),
    soakMinutes: Number(values['soak-minutes']),
    attackMinutes: Number(values['attack-minutes']),
    soakOn: values['soak-on'] === 'two' ? ('two' as const) : ('embedded' as const),
    soakFile: values['soak-file'],
    ...(values.readers !== undefined && { readers: Number(values.readers) }),
    ...(values.texts !== undefined && { texts: values.texts }),
  };
  const chosen = rounds.filter(({ name }) => values.only === undefined || name === values.only);
  const names = rounds.map(({ name }) => name).join(', ');
  if (chosen.length === 0) throw new Error(`--only takes one of: ${names}.`);
  const rows: Row[] = [];
  for (const { name, run } of chosen) {
    const startedMs = performance.now();
    const found: readonly Row[] = await run(options).catch((error: unknown) => [
      brokenOff(name, error),
    ]);
    rows.push(...found);
    const wrong = found.reduce((sum, row) => sum + (row.isProof ? 0 : row.wrong), 0);
    const seconds = Math.round((performance.now() - startedMs) / 1_000);
    console.log(`${name}: ${seconds} s, ${wrong} wrong`);
  }
  console.log(`\n${tableOf(rows)}\n`);
  for (const { fault, note } of rows) if (note !== undefined) console.log(`${fault}: ${note}`);
  for (const { fault, example } of rows) if (example !== undefined) console.log(fault, example);
  const failed = rows.filter(({ wrong, isProof }) => (isProof ? wrong === 0 : wrong > 0));
  for (const { fault, isProof } of failed) {
    console.log(isProof ? `Not noticed: ${fault}.` : `Wrong: ${fault}.`);
  }
  return failed.length > 0 ? 1 : 0;
}

/** A round that ends by an error hides nothing of the others. */
function brokenOff(name: string, error: unknown): Row {
  const example = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { fault: `${name}, broken off`, rounds: 1, views: 0, wrong: 1, worstHealMs: 0, example };
}

async function tellShare(options: Options): Promise<number> {
  return tell(await liveThrough(options));
}

async function tellSiege(siege: Siege): Promise<number> {
  return tell(await besiege(siege));
}

/** Tells the process that asked. */
async function tell(answer: object): Promise<number> {
  await new Promise((told) => process.send?.(answer, told));
  return 0;
}
