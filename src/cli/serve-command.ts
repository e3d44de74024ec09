import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Command } from './command.ts';

/** The program of the server; this one is bundled into `dist/cli/main.js`. */
const main = fileURLToPath(new URL('../main.js', import.meta.url));

const serve: Command = {
  does: 'start a server here, with the settings of the environment (DATA_DIR, PORT, …)',
  words: [],
  options: {},
  run: async () => {
    const words = [...process.execArgv, main];
    // In this process where it can be: a service manager then knows the server itself by its number.
    if (process.execve !== undefined && process.platform !== 'win32') {
      process.execve(process.execPath, [process.execPath, ...words]);
    }
    // On Windows Ctrl+C comes to both.
    const server = spawn(process.execPath, words, { stdio: 'inherit' });
    const [code] = (await once(server, 'exit')) as [number | null];
    process.exitCode = code ?? 1;
  },
};

/** The server itself, for who has no repository. */
export const serveCommand = { serve };
