import type { Site } from '../shell/place.ts';

const dayMs = 24 * 60 * 60 * 1000;
/** How long what it says counts; RFC 9116 advises less than a year. */
const validDays = 180;

/**
 * security.txt (RFC 9116): whom to tell of a weakness of this site. It ends at a midnight, so that the text of a day is
 * one. Where the site has the whole of its host, its own address is in it.
 */
export function securityTxt(contact: string, { publicUrl }: Site, nowMs: number): string {
  const expires = new Date((Math.floor(nowMs / dayMs) + validDays) * dayMs).toISOString();
  const isWhole = publicUrl !== undefined && new URL(publicUrl).pathname === '/';
  return [
    `Contact: ${contact}`,
    `Expires: ${expires}`,
    ...(isWhole ? [`Canonical: ${publicUrl}/.well-known/security.txt`] : []),
    '',
  ].join('\n');
}
