/** A photo that the camera or the album gave, or a recording. */
export interface TemporaryFile {
  /** Path that lives as long as the program does. */
  path: string;
  /** Bytes. */
  size: number;
  /** The bytes themselves, where there are any at hand (browser). */
  file?: Blob;
}
