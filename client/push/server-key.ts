/** The public key that a subscription was made with, base64url; undefined where the browser does not say. */
export function serverKeyOf({ options }: Pick<PushSubscription, 'options'>): string | undefined {
  const { applicationServerKey: key } = options;
  if (key === null) return undefined;
  const text = btoa(String.fromCharCode(...new Uint8Array(key)));
  return text.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

/** A subscription as the server takes it: as browsers write it, and with the key that it was made with. */
export function asSent(subscription: PushSubscription): object {
  return { ...subscription.toJSON(), applicationServerKey: serverKeyOf(subscription) };
}
