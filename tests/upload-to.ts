import { adminToken } from './call.ts';
import type { TestServer } from './server.ts';

/** Uploads a file to a server's library, as an admin. Returns what the server answered. */
export async function uploadTo(
  { url }: Pick<TestServer, 'url'>,
  bytes: Uint8Array,
  name = 'file.png',
): Promise<{ readonly id: string; readonly url: string } & Readonly<Record<string, unknown>>> {
  const response = await fetch(`${url}/api/v1/media?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}` },
    body: new Uint8Array(bytes),
  });
  return (await response.json()) as { id: string; url: string };
}
