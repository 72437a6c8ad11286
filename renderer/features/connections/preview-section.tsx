import { useQuery } from '@tanstack/react-query';
import type { ConnectionView } from '#shared/model/connection.ts';
import type { LoginPreview } from '#shared/model/preview.ts';
import { errorText } from '../../app/error-text.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Fact, Facts } from '../../ui/facts.tsx';
import { PageSection } from '../../ui/page.tsx';
import { CallPreviewView } from '../preview/call-preview-view.tsx';
import { loginPreview } from '../preview/login-preview.ts';
import { Assertion } from './claims-preview.tsx';
import classes from './preview-section.module.css';

/** What authorising will send and sign, before anything is sent. */
export function PreviewSection({ connection }: { connection: ConnectionView }) {
  const { data, error } = useQuery(loginPreview(connection));
  if (connection.credential.kind === 'none') return null;
  return (
    <PageSection title="What will be sent" note="secrets stand as pseudonyms; nothing is sent by looking">
      {error === null ? null : <ActionError error={errorText(error)} />}
      {data === undefined ? null : <Preview preview={data} />}
    </PageSection>
  );
}

function Preview({ preview: { tokenCall, assertion, additions } }: { preview: LoginPreview }) {
  return (
    <div className={classes.stack}>
      {assertion === null ? null : (
        <Assertion name="The assertion" header={assertion.header} claims={assertion.claims} />
      )}
      {tokenCall === null ? null : <CallPreviewView name="Token call" preview={tokenCall} />}
      {additions.length === 0 ? null : (
        <div>
          <p className={classes.says}>With each call</p>
          <Facts>
            {additions.map(({ name, value }) => (
              <Fact key={name} name={name} isMono>
                {value}
              </Fact>
            ))}
          </Facts>
        </div>
      )}
      {tokenCall === null && assertion === null && additions.length === 0 ? (
        <p className={classes.says}>Nothing is added to a call.</p>
      ) : null}
    </div>
  );
}
