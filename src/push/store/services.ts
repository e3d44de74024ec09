/** The push services of browsers in wide use. */
const known =
  /^(fcm\.googleapis\.com|jmt17\.google\.com|([a-z0-9-]+\.)*push\.services\.mozilla\.com|([a-z0-9-]+\.)*notify\.windows\.com|([a-z0-9-]+\.)*push\.apple\.com)$/;

/** Whether a push service, by its host, is one of those in wide use. Any other is allowed for few browsers. */
export function isKnownService(service: string): boolean {
  return known.test(service);
}
