#!/usr/bin/env node
import { once } from 'node:events';
import { resolve } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { maxWaitSeconds, numberOf, readArguments } from './arguments.ts';
import type { Command, Desk } from './command.ts';
import { exitCodes, Failure } from './failure.ts';
import { helpOf, helpOfAll } from './help.ts';
import { importCommands } from './import-commands.ts';
import { keepCommands } from './keep-commands.ts';
import { peopleCommands } from './people-commands.ts';
import { readCommands } from './read-commands.ts';
import { reloadCommand } from './reload-command.ts';
import { serveCommand } from './serve-command.ts';
import { Server } from './server.ts';
import { readSettings } from './settings.ts';
import { writeCommands } from './write-commands.ts';

const commands: Readonly<Record<string, Command>> = {
  ...writeCommands,
  ...readCommands,
  ...importCommands,
  ...peopleCommands,
  ...keepCommands,
  ...reloadCommand,
  ...serveCommand,
};

/** Every command that repeats itself takes it. */
const wait = {
  wait: {
    type: 'string',
    help: 'for how many seconds a lost connection is tried again (20; tail: for ever)',
  },
} as const;

// `dateline tail storm | head -3`: who reads no more ends the command. A full disk is another matter.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  note(`What was to be written did not go out: ${error.message}.`);
  process.exit(exitCodes.refused);
});

try {
  await run(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof Failure)) throw error;
  for (const line of [error.message, ...error.problems.map((each) => `  ${each}`)]) note(line);
  process.exitCode = exitCodes[error.kind];
}

async function run([name = 'help', ...args]: readonly string[]): Promise<void> {
  const isHelp = name === 'help' || name === '--help' || name === '-h';
  const asked = isHelp ? args[0] : name;
  if (asked === undefined) return say(helpOfAll(commands));
  const command = Object.hasOwn(commands, asked) ? commands[asked] : undefined;
  if (command === undefined) {
    throw new Failure('wrong use', `There is no command "${asked}".`, [
      `there are ${Object.keys(commands).join(', ')} and help`,
    ]);
  }
  const usage = { ...command, options: { ...command.options, ...wait } };
  if (isHelp || args.includes('--help')) return say(helpOf(asked, usage));
  const given = readArguments(asked, usage, args);
  const patienceMs = (numberOf(given, 'wait', 0, maxWaitSeconds) ?? 20) * 1_000;
  const server = new Server(readSettings(process.env), patienceMs);
  const desk: Desk = {
    server,
    dataDir: resolve(process.env['DATA_DIR'] || './data'),
    port: process.env['PORT'] ? Number(process.env['PORT']) : undefined,
    say: (line) => say(line.replace(/(?!\t)\p{Cc}/gu, ' ')),
    note,
    progress,
    typed: () => textOf(process.stdin),
  };
  await command.run(given, desk);
}

async function say(line: string): Promise<void> {
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain');
}

function note(line: string): void {
  process.stderr.write(`${line.replace(/\p{Cc}/gu, ' ')}\n`);
}

/** A file or another program that reads stderr gets no bar. */
function progress(text?: string): void {
  if (process.stderr.isTTY)
    process.stderr.write(`\r${text?.replace(/\p{Cc}/gu, ' ') ?? ''}\u001b[K`);
}
