/** An upload. Its files are in the MediaStore. */
export interface MediaRow {
  id: string;
  /** The name of the file it came from. */
  name: string;
  /** Of that file, as it was proved to be. */
  type: string;
  width: number;
  height: number;
  /** Like `#a1b2c3`; null where something shines through, and for what was uploaded before there was one. */
  color: string | null;
  /** Of all files that were made. */
  bytes: number;
  /** JSON: what was made, without the bytes. */
  files: string;
  added_at: string;
  added_by: string;
  added_by_id: string | null;
  /** From then on no reader gets it, and its files are removed. */
  erased_at: string | null;
}

/** An item or draft that shows an upload. */
export interface MediaUseRow {
  media: string;
  feed: string;
  item: string;
}
