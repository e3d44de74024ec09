/** An S3-compatible store, and the bucket in it that is this deployment's alone. */
export interface S3Settings {
  /** Scheme, host and port. */
  readonly endpoint: string;
  readonly bucket: string;
  readonly region: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

const example = 'https://ACCESS_KEY:SECRET_KEY@s3.example.org/bucket?region=eu-central-1';

/**
 * Undefined where nothing is given. What cannot be used is added to `faults`, each part with its cure. The value is not
 * repeated: it has a secret.
 */
export function s3From(value: string | undefined, faults: string[]): S3Settings | undefined {
  if (value === undefined) return undefined;
  const url = URL.parse(value);
  if (url === null || !/^https?:$/.test(url.protocol)) {
    faults.push(
      `S3_URL: is no address; give one like ${example} (in the keys a "/" is written %2F, a "+" %2B)`,
    );
    return undefined;
  }
  const wrong = faultsIn(url);
  faults.push(...wrong.map((fault) => `S3_URL: ${fault}`));
  if (wrong.length > 0) return undefined;
  return {
    endpoint: url.origin,
    bucket: url.pathname.replaceAll('/', ''),
    region: url.searchParams.get('region') ?? 'us-east-1',
    accessKey: decodeURIComponent(url.username),
    secretKey: decodeURIComponent(url.password),
  };
}

function faultsIn({ username, password, pathname, searchParams, hash }: URL): readonly string[] {
  const others = [...searchParams.keys()].filter((name) => name !== 'region');
  const checks: readonly (readonly [boolean, string])[] = [
    [
      isReadable(username) && isReadable(password),
      `has not both keys; give them before the host, as in ${example}`,
    ],
    [
      /^\/[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]\/?$/.test(pathname),
      'names no bucket; give its name alone as the path, like /dateline-pictures',
    ],
    [
      /^[a-z0-9-]{1,40}$/.test(searchParams.get('region') ?? 'us-east-1'),
      'has a region that is none; give one like eu-central-1, or leave it out for us-east-1',
    ],
    [
      others.length === 0 && hash === '',
      'has more than a region behind the "?"; leave the rest out',
    ],
  ];
  return checks.flatMap(([isRight, cure]) => (isRight ? [] : [cure]));
}

/** Neither empty nor with a broken escape. */
function isReadable(part: string): boolean {
  try {
    return decodeURIComponent(part) !== '';
  } catch {
    return false;
  }
}
