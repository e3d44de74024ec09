/**
 * WordPress puts what it embeds by oEmbed into `<iframe sandbox="allow-scripts" src="…#?secret=…">`, and takes a height
 * from a frame that repeats the secret (wp-includes/js/wp-embed.js). Undefined in any other frame.
 */
export function wordPressSecret(hash: string): string | undefined {
  return /[?&]secret=([a-zA-Z0-9]{1,64})$/.exec(hash)?.[1];
}

/** Whether the WordPress page asks for the height; it asks once it has read its own script. */
export function asksInWordPress(data: unknown, secret: string): boolean {
  return (
    typeof data === 'object' &&
    data !== null &&
    'message' in data &&
    data.message === 'ready' &&
    'secret' in data &&
    data.secret === secret
  );
}
