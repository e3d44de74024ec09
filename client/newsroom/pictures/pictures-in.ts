/** What the server takes. iPhones make a JPEG of their own format where that is not in this list. */
export const pictureTypes = 'image/jpeg,image/png,image/webp,image/avif,image/gif';

/** The pictures among what was pasted or dropped. Text that comes with a picture of itself, as from office programs, is text. */
function filesIn(data: DataTransfer | null): readonly File[] {
  if (data === null || data.types.includes('text/plain')) return [];
  return [...data.files].filter(({ type }) => type.startsWith('image/'));
}

/** Whether files are being dragged, before they can be looked at. */
function carriesFiles(data: DataTransfer | null): boolean {
  return data?.types.includes('Files') ?? false;
}

/** The handlers of a place into which pictures are pasted and dropped. */
export function takesPictures(onPictures: (files: readonly File[]) => void) {
  const take = (event: Event, data: DataTransfer | null): void => {
    const files = filesIn(data);
    if (files.length === 0) return;
    event.preventDefault();
    onPictures(files);
  };
  return {
    onPaste: (event: ClipboardEvent) => take(event, event.clipboardData),
    onDragOver: (event: DragEvent) => {
      if (carriesFiles(event.dataTransfer)) event.preventDefault();
    },
    onDrop: (event: DragEvent) => take(event, event.dataTransfer),
  };
}
