import { importFile } from '../connections/import-key.ts';
import { chooseFile } from '../connections/read-key.ts';

/** The endings such files come with. What a file is, is judged by its content. */
const supportEndings = '.har,.json,.txt,.log,.sh,.cmd,.ps1,.zip';

/** Lets the user choose what a customer sent. A key that was chosen by mistake is taken for what it is. */
export function chooseSupportFile(): void {
  chooseFile((file) => void importFile(file, file.name), supportEndings);
}
