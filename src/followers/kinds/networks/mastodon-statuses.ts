import { isRecord, textOr } from '../../../feed/shape.ts';
import type { NetworkAnswer } from './ask.ts';
import type { Unnamed } from './network.ts';

const pageLength = 40;
const maxPages = 20;
/** The server's clock may differ from ours by this much. */
const clocksApartMs = 300_000;

/** A page of 40 statuses, each with its account and its card, has about 200 kB. */
export const maxPageBytes = 1_048_576;

/**
 * The names of an account's statuses that lead to the page of a post without a name, the newest first, among those from since the
 * post was about to be made. Undefined where nobody can tell: the token may not read them, or there are more than 800.
 */
export async function statusesOf(
  { url, ageSeconds }: Unnamed,
  read: (path: string) => Promise<NetworkAnswer>,
  nowMs: number,
): Promise<readonly string[] | undefined> {
  const account = await read('accounts/verify_credentials');
  if (account.status !== 200) return undefined;
  const path = `accounts/${encodeURIComponent(textOr(account.json['id'], ''))}/statuses`;
  const sinceMs = nowMs - ageSeconds * 1_000 - clocksApartMs;
  const names: string[] = [];
  let before = '';
  for (let page = 0; page < maxPages; page += 1) {
    const asked = `${path}?limit=${pageLength}&exclude_reblogs=true${before}`;
    const { status, list } = await read(asked);
    if (status !== 200) return undefined;
    const statuses = list.filter(isRecord);
    const recent = statuses.filter((one) => Date.parse(String(one['created_at'])) >= sinceMs);
    const found = recent.filter(({ content }) => leadsTo(textOr(content, ''), url));
    names.push(...found.map(({ id }) => textOr(id, '')));
    const last = statuses.at(-1);
    if (last === undefined || recent.length < statuses.length) return names;
    before = `&max_id=${encodeURIComponent(textOr(last['id'], ''))}`;
  }
  return undefined;
}

/** Whether a status, which is HTML, has a link to a page. A server may write the host of a link in another way. */
function leadsTo(content: string, url: string): boolean {
  const { pathname } = new URL(url);
  return content.replaceAll('&amp;', '&').includes(`${pathname}"`);
}
