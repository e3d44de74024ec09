/** The address a request came to, as far as it can be believed. */
export interface Asked {
  readonly protocol: string;
  readonly host: string | undefined;
}

/** The public origin of links and embeds: the configured one, else the request's own. */
export function publicOrigin(configured: string | undefined, asked: Asked): string {
  if (configured !== undefined) return configured.replace(/\/+$/, '');
  const host = asked.host ?? '';
  const form = /^([a-z0-9.-]+|\[[0-9a-f:.]+\])(:\d{1,5})?$/i;
  return `${asked.protocol === 'https' ? 'https' : 'http'}://${form.test(host) ? host.toLowerCase() : 'localhost'}`;
}
