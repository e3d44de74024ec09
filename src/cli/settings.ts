import { readFileSync } from 'node:fs';
import { Failure } from './failure.ts';

/** Which server, and by which token. */
export interface Settings {
  /** Without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
}

/** Reads DATELINE_URL, and DATELINE_TOKEN or DATELINE_TOKEN_FILE. Throws a Failure that names every problem. */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const problems: string[] = [];
  const url = readUrl(environment['DATELINE_URL'] || 'http://localhost:3000', problems);
  const token = readToken(environment, problems);
  if (problems.length === 0) return { url, token };
  throw new Failure('wrong use', 'The environment cannot be used:', problems);
}

function readUrl(text: string, problems: string[]): string {
  const url = URL.parse(text);
  const isWeb = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (url === null || !isWeb || url.username !== '' || url.search !== '' || url.hash !== '') {
    problems.push('DATELINE_URL: give the address of the server, like https://live.example.org');
  }
  return text.replace(/\/+$/, '');
}

function readToken(environment: NodeJS.ProcessEnv, problems: string[]): string | undefined {
  const given = environment['DATELINE_TOKEN'] || undefined;
  const file = environment['DATELINE_TOKEN_FILE'] || undefined;
  if (given !== undefined && file !== undefined) {
    problems.push('DATELINE_TOKEN and DATELINE_TOKEN_FILE: set one of them');
    return undefined;
  }
  const token = file === undefined ? given : textOf(file, problems);
  // Never the token itself: what is on stderr is often kept.
  if (token !== undefined && !/^[\x21-\x7e]*$/.test(token)) {
    problems.push('The token has a character that no token has; copy it again');
  }
  return token;
}

function textOf(file: string, problems: string[]): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    problems.push(`DATELINE_TOKEN_FILE: ${file} cannot be read; name a file with the token alone`);
    return undefined;
  }
}
