/** What the server takes. iPhones make a JPEG of their own format where that is not in this list. */
export const pictureTypes = 'image/jpeg,image/png,image/webp,image/avif,image/gif';

/** The first picture among what was pasted or dropped. Text that comes with a picture of itself, as from office programs, is text. */
export function pictureIn(data: DataTransfer | null): File | undefined {
  if (data === null || data.types.includes('text/plain')) return undefined;
  return [...data.files].find(({ type }) => type.startsWith('image/'));
}

/** Whether files are being dragged, before they can be looked at. */
export function carriesFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}
