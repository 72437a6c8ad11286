import { client, downloadUrl } from '../../app/client.ts';
import { type Action, useAction } from '../../app/use-action.ts';

/** Hands the file to the user: a save dialog, or the browser's download. */
export function useSaveFile(): Action<string> {
  return useAction(async (text: string) => {
    const { downloadPath } = await client.authorities.export({ text });
    if (downloadPath === null) return;
    const link = document.createElement('a');
    link.href = await downloadUrl(downloadPath);
    link.download = '';
    link.click();
  });
}
