import { IconArrowsDiff } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Anatomy } from '#shared/jwt/anatomy.ts';
import type { Flip } from '#shared/jwt/flip-character.ts';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { Jwt } from '#shared/text/jwt.ts';
import { Button } from '../../ui/button.tsx';
import { Page } from '../../ui/page.tsx';
import styles from './anatomy-page.module.css';
import { EncodingSteps } from './encoding-steps.tsx';
import { nextPlace } from './flip-reading.ts';
import { MemberList } from './member-list.tsx';
import { RawToken } from './raw-token.tsx';
import { ScopeList } from './scope-list.tsx';
import { SignaturePart } from './signature-part.tsx';
import { TimeLineView } from './time-line-view.tsx';
import { TokenComparisonSection } from './token-comparison.tsx';
import type { VerifyInput } from './use-verification.ts';

/** A JWT on the table. */
export type Specimen = {
  anatomy: Anatomy;
  jwt: Jwt;
  /** Null for a pasted one. */
  connection: ConnectionView | null;
  subject: VerifyInput['subject'];
  ownKey: string | null;
};

type AnatomyViewProps = {
  title: string;
  note: ReactNode;
  before: ReactNode;
  picker: ReactNode;
  actions?: ReactNode;
  /** Stands above the token: the field it is pasted into. */
  children?: ReactNode;
  /** Null while there is nothing to take apart; the children then say why. */
  specimen: Specimen | null;
};

/** The page of one token: what it says, when it holds, what it allows, and what its signature promises. */
export function AnatomyView({ title, note, before, picker, actions, children, specimen }: AnatomyViewProps) {
  const [flip, setFlip] = useState<Flip | null>(null);
  const [isComparing, setIsComparing] = useState(false);
  return (
    <Page
      before={before}
      title={title}
      note={note}
      actions={
        <>
          {picker}
          {specimen === null ? null : (
            <>
              <Button
                size="small"
                icon={<IconArrowsDiff size={14} stroke={1.6} />}
                aria-pressed={isComparing}
                onClick={() => setIsComparing(!isComparing)}
              >
                Compare with…
              </Button>
              <FlipButtons anatomy={specimen.anatomy} flip={flip} onFlip={setFlip} />
            </>
          )}
          <span className={styles.actions}>{actions}</span>
        </>
      }
    >
      {children}
      {specimen === null ? null : (
        <>
          {isComparing ? (
            <TokenComparisonSection
              key={specimen.connection?.id}
              title={title}
              jwt={specimen.jwt}
              connectionId={specimen.connection?.id ?? null}
            />
          ) : null}
          <RawToken anatomy={specimen.anatomy} flip={flip} />
          <TimeLineView claims={specimen.jwt.claims} />
          <div className={styles.parts}>
            <MemberList name="header" title="Header" part={specimen.anatomy.header} />
            <MemberList name="claims" title="Claims" part={specimen.anatomy.claims} />
            <SignaturePart
              key={title}
              anatomy={specimen.anatomy}
              subject={specimen.subject}
              ownKey={specimen.ownKey}
              flip={flip}
            />
          </div>
          <ScopeList claims={specimen.jwt.claims} system={specimen.connection?.system ?? null} />
          <EncodingSteps anatomy={specimen.anatomy} />
        </>
      )}
    </Page>
  );
}

type FlipButtonsProps = { anatomy: Anatomy; flip: Flip | null; onFlip: (flip: Flip | null) => void };

/** Changes one character of the claims, then another, and puts them back. */
function FlipButtons({ anatomy, flip, onFlip }: FlipButtonsProps) {
  const { length } = anatomy.claims.encoded;
  const change = () => onFlip({ part: 'claims', at: nextPlace(flip?.at ?? Math.floor(length / 3), length) });
  return (
    <>
      <Button size="small" onClick={change}>
        {flip === null ? 'Change one character' : 'Change another'}
      </Button>
      {flip === null ? null : (
        <Button size="small" onClick={() => onFlip(null)}>
          Put it back
        </Button>
      )}
    </>
  );
}
