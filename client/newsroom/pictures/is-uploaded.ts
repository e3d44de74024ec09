/** Whether a picture's address is one of this server's uploads. */
export function isUploaded(url: string): boolean {
  return url.startsWith('/media/');
}
