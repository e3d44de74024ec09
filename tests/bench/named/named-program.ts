import { accessSync, constants } from 'node:fs';
import { Unavailable } from '../subject.ts';

/** Programs that no registry of packages brings: each is measured where this variable names an installed one. */
type Variable = 'CENTRIFUGO' | 'ANYCABLE' | 'MERCURE';

/** The path that the variable names. Throws an Unavailable where it names none that can be run. */
export function namedProgram(variable: Variable): string {
  const path = process.env[variable] ?? '';
  if (path === '') throw new Unavailable(`${variable} names no installed program`);
  try {
    accessSync(path, constants.X_OK);
  } catch {
    throw new Unavailable(`${variable} names ${path}, which is no program that can be run`);
  }
  return path;
}
