import { useQuery } from '@tanstack/react-query';
import type { BundleChoice, BundleReview } from '#shared/model/support-bundle.ts';
import { client, downloadUrl, orpc } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { type Action, useAction } from '../../app/use-action.ts';

/** What a bundle of this choice would hold; the former review stands until the next is there. */
export function useReview(choice: BundleChoice | null): { review: BundleReview | null; error: ErrorText | null } {
  const { data, error } = useQuery({
    ...orpc.support.review.queryOptions({ input: choice ?? noChoice }),
    enabled: choice !== null,
    placeholderData: (before) => before,
    gcTime: 0,
  });
  return { review: choice === null ? null : (data ?? null), error: error === null ? null : errorText(error) };
}

const noChoice: BundleChoice = { exchangeIds: [], bodiesOf: [], leftOut: [], hidesNames: false };

/** Hands the bundle out: a save dialog, or the browser's download. Calls `onSaved` with its place. */
export function useSaveBundle(onSaved: (place: string) => void): Action<BundleChoice> {
  return useAction(async (choice: BundleChoice) => {
    const { saved, downloadPath } = await client.support.export(choice);
    if (downloadPath !== null) {
      const link = document.createElement('a');
      link.href = await downloadUrl(downloadPath);
      link.download = '';
      link.click();
      onSaved('the browser’s downloads');
    } else if (saved !== null) onSaved(saved);
  });
}
