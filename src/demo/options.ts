import { parseArgs } from 'node:util';

export interface DemoOptions {
  readonly port: number;
  /** Story minutes a real minute. */
  readonly speed: number;
}

/** What the demo was told on its command line (`--speed 120`) or by DEMO_SPEED and PORT. */
export function demoOptions(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): DemoOptions {
  const { values } = parseArgs({ args: [...args], options: { speed: { type: 'string' } } });
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
