/** What was proved of an uploaded file, and the files that were made of it, by their names. */
export interface MadeUpload {
  readonly type: string;
  /** Upright, in pixels; 0 of a sound, as its height. */
  readonly width: number;
  readonly height: number;
  /** The colour of all of it together, like `#a1b2c3`; undefined where something shines through, and of a sound. */
  readonly color: string | undefined;
  readonly files: readonly MadeFile[];
}

export interface MadeFile {
  /** Width and format of a picture: "640.avif"; or "sound.mp3". */
  readonly name: string;
  readonly type: string;
  readonly width: number;
  readonly height: number;
  /** Of a sound: whole ones, from 1 on. */
  readonly seconds?: number;
  readonly bytes: Uint8Array;
}
