import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import type { Mutant } from './instrument.ts';
import { root } from './parts.ts';

/** Says of mutants whether the compiler refuses them, as `npm test` would: in their own file, with the project's settings. */
export function makeCompiler(): (mutant: Mutant) => boolean {
  const config = ts.getParsedCommandLineOfConfigFile(
    join(root, 'tsconfig.json'),
    {},
    {
      ...ts.sys,
      onUnRecoverableConfigFileDiagnostic: () => undefined,
    },
  );
  if (config === undefined) throw new Error('tsconfig.json cannot be read.');
  const changed = new Map<string, string>();
  const versions = new Map<string, number>();
  const textOf = (path: string) => changed.get(path) ?? ts.sys.readFile(path);
  const service = ts.createLanguageService({
    getCompilationSettings: () => ({ ...config.options, noEmit: true }),
    getScriptFileNames: () => config.fileNames,
    getScriptVersion: (path) => String(versions.get(path) ?? 0),
    getScriptSnapshot: (path) => {
      const text = textOf(path);
      return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text);
    },
    getCurrentDirectory: () => root,
    getDefaultLibFileName: (options) => ts.getDefaultLibFilePath(options),
    fileExists: (path) => ts.sys.fileExists(path),
    readFile: (path) => ts.sys.readFile(path),
    readDirectory: (...asked) => ts.sys.readDirectory(...asked),
    directoryExists: (path) => ts.sys.directoryExists(path),
    getDirectories: (path) => ts.sys.getDirectories(path),
  });
  const change = (path: string, text: string) => {
    changed.set(path, text);
    versions.set(path, (versions.get(path) ?? 0) + 1);
  };
  return ({ file, start, end, replacement }) => {
    const path = join(root, file);
    const before = readFileSync(path, 'utf8');
    change(path, before.slice(0, start) + replacement + before.slice(end));
    const faults = [
      ...service.getSyntacticDiagnostics(path),
      ...service.getSemanticDiagnostics(path),
    ];
    change(path, before);
    return faults.length > 0;
  };
}
