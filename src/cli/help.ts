import type { Command } from './command.ts';

const frame = `The server and the token are taken from the environment:

  DATELINE_URL          its address (http://localhost:3000)
  DATELINE_TOKEN        a token, or
  DATELINE_TOKEN_FILE   a file with the token

Exit codes: 0 done, 1 refused, 2 wrong use, 3 not reached.`;

/** All commands, a line each. */
export function helpOfAll(commands: Readonly<Record<string, Command>>): string {
  const lines = Object.entries(commands).map(([name, { does }]) => `  ${name.padEnd(12)} ${does}`);
  const usage = 'dateline <command> …\ndateline help <command>';
  return `${usage}\n\n${lines.join('\n')}\n\n${frame}`;
}

/** One command with its options. */
export function helpOf(name: string, { does, words, options }: Command): string {
  const forms = words.map((word) => (word.endsWith('?') ? `[${word.slice(0, -1)}]` : `<${word}>`));
  const lines = Object.entries(options).map(([option, { type, help }]) => {
    const form = `--${option}${type === 'string' ? ' …' : ''}`;
    return `  ${form.padEnd(21)} ${help}`;
  });
  const all = lines.length === 0 ? '' : `\n\n${lines.join('\n')}`;
  return `dateline ${[name, ...forms].join(' ')}\n\n${does}${all}\n\n${frame}`;
}
