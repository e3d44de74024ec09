import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly port: number;
  /** Story minutes a real minute. */
  readonly speed: number;
}

export const demoHelp = `npm run demo -- [--speed N] [--help]

Plays a day of a town that does not exist, on a server of its own that keeps nothing.

  --speed N   story minutes a real minute, 1 to 100000 (60); or DEMO_SPEED
  --help      this
  PORT        the port, 3000 without it`;

/** The options of the command line (`--speed 120`) or of DEMO_SPEED and PORT; undefined when help was asked for. */
export function demoOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DemoOptions | undefined {
  const { values } = parseArgs({
    args: [...args],
    options: { speed: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help === true) return undefined;
  return {
    port: within('PORT', environment['PORT'] || '3000', 1, 65_535),
    speed: within('--speed', values.speed ?? (environment['DEMO_SPEED'] || '60'), 1, 100_000),
  };
}

function within(name: string, text: string, least: number, most: number): number {
  const value = Number(text);
  if (value >= least && value <= most) return value;
  throw new Error(`${name}: give a number from ${least} to ${most}, not "${text}".`);
}
