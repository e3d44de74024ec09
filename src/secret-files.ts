import { readFileSync } from 'node:fs';

/** Variables with a secret in them: each may be given as a file, as Docker, Kubernetes and systemd hand secrets over. */
export const secretVariables = [
  'ADMIN_TOKEN',
  'DATABASE_URL',
  'DKIM_KEY',
  'MAIL_KEY',
  'MAIL_KEY_BEFORE',
  'MAIL_REPORTS_TOKEN',
  'METRICS_TOKEN',
  'OIDC_CLIENT_SECRET',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'PUSH_KEY',
  'PUSH_KEY_BEFORE',
  'REDIS_URL',
  'S3_URL',
  'SMTP_URL',
  'UPSTREAM_TOKEN',
] as const;

const maxCharacters = 10_000;

/**
 * The environment with the secrets of files in it: `ADMIN_TOKEN_FILE` is the path of a file that has `ADMIN_TOKEN`. What
 * cannot be read is added to `faults`, without a word of the file.
 */
export function withSecretFiles(
  environment: NodeJS.ProcessEnv,
  faults: string[],
): NodeJS.ProcessEnv {
  const all = { ...environment };
  for (const name of secretVariables) {
    const path = environment[`${name}_FILE`]?.trim();
    if (path === undefined || path === '') continue;
    const read = secretIn(path);
    if ((environment[name] ?? '').trim() !== '') {
      faults.push(`${name} and ${name}_FILE: both are set; leave one of them out`);
    } else if ('fault' in read) faults.push(`${name}_FILE: ${read.fault}`);
    else all[name] = read.secret;
  }
  return all;
}

function secretIn(path: string): { readonly secret: string } | { readonly fault: string } {
  try {
    const secret = readFileSync(path, 'utf8').trim();
    if (secret === '') return { fault: `${path} is empty; write the secret into it` };
    if (secret.length > maxCharacters) {
      return { fault: `${path} has more than ${maxCharacters} characters; it is no secret` };
    }
    return { secret };
  } catch (error) {
    const { code = 'unknown error' } = error as NodeJS.ErrnoException;
    return { fault: `${path} cannot be read (${code}); give a file that this account may read` };
  }
}
