import { createHash } from 'node:crypto';
import { AwsClient } from 'aws4fetch';
import type { S3Settings } from './s3-settings.ts';

/** What is asked of a store. */
export interface S3Question {
  readonly method: 'GET' | 'HEAD' | 'PUT' | 'DELETE';
  /** The path from the endpoint on, with the query. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer>;
}

/**
 * A request with the signature of AWS, version 4, over its body too, so that it holds where the way to the store is not
 * encrypted. No redirect is followed: the keys are for the operator's store alone.
 */
export function signed(
  { endpoint, region, accessKey, secretKey }: S3Settings,
  { method, path, headers = {}, body }: S3Question,
  signal: AbortSignal,
  at?: Date,
): Promise<Request> {
  const aws = new AwsClient({
    accessKeyId: accessKey,
    secretAccessKey: secretKey,
    region,
    service: 's3',
  });
  const digest = createHash('sha256')
    .update(body ?? '')
    .digest('hex');
  return aws.sign(endpoint + path, {
    method,
    headers: { ...headers, 'x-amz-content-sha256': digest },
    ...(body !== undefined && { body }),
    redirect: 'manual',
    signal,
    ...(at !== undefined && { aws: { datetime: compact(at) } }),
  });
}

/** ISO 8601 in its basic form, to the second: "20130524T000000Z". */
function compact(at: Date): string {
  return at.toISOString().replaceAll(/[:-]|\.\d+/g, '');
}
