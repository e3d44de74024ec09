import { randomBytes } from 'node:crypto';
import { Newsroom } from './newsroom.ts';
import { demoHelp, demoOptions } from './options.ts';
import { replay } from './replay.ts';
import { lasting } from './schedule.ts';
import { DemoServer } from './server.ts';
import type { Step } from './story/step.ts';
import { liveFrom, tarnhaven } from './story/tarnhaven.ts';

const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => stop.abort());

try {
  await play();
} catch (error) {
  if (!stop.signal.aborted) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}

async function play(): Promise<void> {
  const options = demoOptions(process.argv.slice(2), process.env);
  if (options === undefined) {
    print(demoHelp);
    return;
  }
  const { port, speed } = options;
  const token = randomBytes(18).toString('base64url');
  await using server = await DemoServer.start(port, token, process.env, stop.signal);
  const aborted = new Promise((resolve) => stop.signal.addEventListener('abort', resolve));
  const { origin } = server;
  const minutes = Math.ceil(lasting(liveFrom, tarnhaven.steps.at(-1)?.at ?? liveFrom, speed) / 6e4);
  print('');
  print(`  Read       ${origin}/feeds/${tarnhaven.feed}`);
  print(`  Newsroom   ${origin}/newsroom`);
  print(`             sign in with this token: ${token}`);
  print('');
  print(`  A made-up day in about ${minutes} min (--speed ${speed}). Ctrl+C stops it.`);
  print('');
  const newsroom = new Newsroom(origin, token, stop.signal);
  await Promise.race([
    replay({ story: tarnhaven, liveFrom, speed, origin, newsroom, signal: stop.signal, onStep }),
    server.gone().then(() => {
      throw new Error('The server stopped; what it said stands above.');
    }),
  ]);
  print('');
  print('  The story is over, its coverage has ended. The pages stay until Ctrl+C.');
  await Promise.race([aborted, server.gone()]);
}

function onStep(step: Step): void {
  print(`  ${step.at}  ${step.do.padEnd(8)}  ${wordsOf(step)}`);
}

function wordsOf(step: Step): string {
  switch (step.do) {
    case 'post':
    case 'embargo':
      return step.text.headline ?? `${step.text.body?.slice(0, 60).replaceAll('\n', ' ') ?? ''} …`;
    case 'edit':
    case 'pin':
    case 'unpin':
      return step.item;
    case 'correct':
    case 'strike':
      return `${step.item}: ${step.note}`;
    case 'takedown':
      return `${step.item}: ${step.reason}`;
    case 'feed':
      return step.info.title ?? (step.info.coverage === 'ended' ? 'coverage ends' : 'the feed');
  }
}

function print(line: string): void {
  console.log(line);
}
