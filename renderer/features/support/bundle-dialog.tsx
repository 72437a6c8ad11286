import { useState } from 'react';
import type { BundleChoice } from '#shared/model/support-bundle.ts';
import { useApp } from '../../app/store.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DialogActions } from '../../ui/dialog-actions.tsx';
import classes from './bundle-dialog.module.css';
import { BundleReviewPane } from './bundle-review.tsx';
import { ChooseExchanges } from './choose-exchanges.tsx';
import { useReview, useSaveBundle } from './use-bundle.ts';

/** Puts a support bundle together: choose the exchanges, look at every field that would leave, save. */
export function BundleDialog({ onClose }: { onClose: () => void }) {
  const shownId = useApp((state) => state.shownEntryId);
  const [choice, setChoice] = useState<BundleChoice>({
    exchangeIds: shownId === null ? [] : [shownId],
    bodiesOf: [],
    leftOut: [],
    hidesNames: false,
  });
  const [step, setStep] = useState<'choose' | 'review'>('choose');
  const [place, setPlace] = useState<string | null>(null);
  const isEmpty = choice.exchangeIds.length === 0;
  const { review, error } = useReview(step === 'review' ? choice : null);
  const save = useSaveBundle(setPlace);
  // One dialog from beginning to end: what opened it gets the focus back when the last part of it is closed.
  return (
    <Dialog
      onClose={onClose}
      title={place === null ? 'Support bundle' : 'The bundle is saved'}
      size={place === null ? 880 : 520}
    >
      {place !== null ? (
        <Saved place={place} fileName={review?.fileName ?? ''} onClose={onClose} />
      ) : (
        <>
          <div className={classes.step}>
            {step === 'choose' ? (
              <ChooseExchanges choice={choice} onChange={setChoice} />
            ) : (
              <BundleReviewPane choice={choice} review={review} onChange={setChoice} />
            )}
          </div>
          <ActionError error={save.error ?? error} />
          <DialogActions key={step}>
            {step === 'choose' ? (
              <>
                <Button onClick={onClose}>Cancel</Button>
                <Button kind="primary" disabled={isEmpty} onClick={() => setStep('review')}>
                  {isEmpty ? 'Choose at least one' : 'Review what would leave'}
                </Button>
              </>
            ) : (
              <>
                <Button onClick={() => setStep('choose')}>Back</Button>
                <Button
                  kind="primary"
                  disabled={review === null}
                  isBusy={save.isBusy}
                  onClick={() => void save.run(choice)}
                >
                  Save the bundle…
                </Button>
              </>
            )}
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

function Saved({ place, fileName, onClose }: { place: string; fileName: string; onClose: () => void }) {
  return (
    <>
      <p role="status">
        <code>{fileName}</code> went to {place}. Whoever opens it in Gatewright sees the same gates.
      </p>
      <DialogActions>
        <Button kind="primary" onClick={onClose} autoFocus>
          Close
        </Button>
      </DialogActions>
    </>
  );
}
