import { useEffect, useRef, useState } from 'react';
import type { Draft } from '#shared/model/draft.ts';
import type { ProbeId } from '#shared/model/probe.ts';
import { client } from '../../app/client.ts';
import { changeDraft } from '../../app/drafts.ts';
import { sendDraft } from '../../app/send-draft.ts';
import { useAction } from '../../app/use-action.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Button } from '../../ui/button.tsx';
import { withoutSession } from './apply-mend.ts';
import styles from './mend-list.module.css';
import { useProbe } from './use-report.ts';

type Kind = 'primary' | 'plain';

/** Says that a step is done, in place of its button. */
export function Done({ words }: { words: string }) {
  return (
    <span className={styles.done} role="status">
      {words} <span aria-hidden="true">✓</span>
    </span>
  );
}

type RenewButtonProps = { kind: Kind; isBusy: boolean; isNext: boolean; onClick: () => void };

export function RenewButton({ kind, isBusy, isNext, onClick }: RenewButtonProps) {
  const button = useRef<HTMLSpanElement>(null);
  // The grant button has just left the page with the focus on it; the next step is where a keyboard wants to be.
  useEffect(() => {
    if (isNext && document.activeElement === document.body) button.current?.querySelector('button')?.focus();
  }, [isNext]);
  return (
    <span ref={button}>
      <Button size="small" kind={kind} isBusy={isBusy} onClick={onClick}>
        Renew token and send again
      </Button>
    </span>
  );
}

type SendAgainProps = {
  kind: Kind;
  draftId: string;
  isBusy: boolean;
  /** Epoch ms before which the service does not want it. */
  from: number;
};

/** Sends the same call again, once the time has come. */
export function SendAgain({ kind, draftId, isBusy, from }: SendAgainProps) {
  const left = useSecondsUntil(from);
  return (
    <Button size="small" kind={kind} isBusy={isBusy} disabled={left > 0} onClick={() => void sendDraft(draftId)}>
      {left > 0 ? `Send again in ${left} s` : 'Send again'}
    </Button>
  );
}

/** Whole seconds until then, counted down while the screen shows them; 0 from then on. */
function useSecondsUntil(then: number): number {
  const [left, setLeft] = useState(() => secondsUntil(then));
  useEffect(() => {
    if (secondsUntil(then) === 0) return;
    const timer = setInterval(() => {
      const seconds = secondsUntil(then);
      setLeft(seconds);
      if (seconds === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [then]);
  return left;
}

function secondsUntil(then: number): number {
  return Math.max(0, Math.ceil((then - Date.now()) / 1000));
}

type DropSessionProps = { connectionId: string; draft: Draft | null; kind: Kind };

/** Forgets the session cookies, those in the draft's own headers too, and then offers to send again. */
export function DropSession({ connectionId, draft, kind }: DropSessionProps) {
  const [isDone, setDone] = useState(false);
  const drop = useAction(async () => {
    await client.tokens.dropSession({ connectionId });
    const change = draft === null ? null : withoutSession(draft);
    if (draft !== null && change !== null) changeDraft(draft.id, change);
  });
  if (isDone) {
    return (
      <>
        <Done words="session dropped" />
        {draft === null ? null : <SendAgain kind="primary" draftId={draft.id} isBusy={false} from={0} />}
      </>
    );
  }
  return (
    <>
      <Button size="small" kind={kind} isBusy={drop.isBusy} onClick={() => void drop.run(undefined).then(setDone)}>
        Drop the session
      </Button>
      <ActionError error={drop.error} />
    </>
  );
}

/** Runs a probe that a mend asks for. */
export function ProbeButton({ probe, exchangeId, kind }: { probe: ProbeId; exchangeId: string; kind: Kind }) {
  const action = useProbe(exchangeId);
  return (
    <>
      <Button size="small" kind={kind} isBusy={action.isBusy} onClick={() => void action.run(probe)}>
        Run the probe
      </Button>
      <ActionError error={action.error} />
    </>
  );
}
