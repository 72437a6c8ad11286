import { z } from 'zod';
import { BundleChoice, BundleReview, OpenedFile } from '../model/support-bundle.ts';
import { Nothing, procedure } from './base.ts';

/** A file's bytes. They travel to the core only, and are never kept by the renderer. */
const FileBytes = z.custom<Blob>((value) => value instanceof Blob, 'a file is expected');

export const support = {
  /**
   * Reads what somebody sent: a HAR, a curl line with the transcript of `-v`, a Postman dump, a support bundle. Recognised by
   * content; nothing is sent, and nothing enters history. Secrets are replaced while reading. Fails with `FILE_UNREADABLE` and what
   * the file is instead.
   */
  open: procedure.input(z.object({ file: FileBytes, fileName: z.string() })).output(OpenedFile),
  /** The same for pasted text. */
  openText: procedure.input(z.object({ text: z.string() })).output(OpenedFile),
  /** What a bundle of this choice would hold, field by field. Fails with `ENTRY_NOT_FOUND`. */
  review: procedure.input(BundleChoice).output(BundleReview),
  /** Writes the bundle: exactly what `review` showed. */
  export: procedure
    .input(BundleChoice)
    .output(z.object({ saved: z.string().nullable(), downloadPath: z.string().nullable() })),
  /** Takes opened exchanges into history, under a name that says where they came from. */
  keep: procedure.input(z.object({ exchanges: OpenedFile.shape.exchanges })).output(Nothing),
};
