import type { ConnectionView } from '#shared/model/connection.ts';
import { useNow } from '../../app/use-now.ts';
import { Fact, Facts } from '../../ui/facts.tsx';
import { PageSection } from '../../ui/page.tsx';
import { sayMoment, sayWhen } from '../../ui/time.ts';
import { Expiry } from './expiry.tsx';
import classes from './identity-section.module.css';
import { saySkew } from './say-skew.ts';

/** Who the connection is: what its key says about itself, how long the key holds, and when it was last used. */
export function IdentitySection({ connection }: { connection: ConnectionView }) {
  const now = useNow();
  const { identity, createdAt, lastUsedAt, credential, clockSkewMs } = connection;
  const skew = saySkew(clockSkewMs);
  const isClient = credential.kind === 'oauth2-client-credentials';
  return (
    <PageSection title="Identity">
      <Facts>
        <Fact name="Tenant" isMono>
          {identity.tenant}
        </Fact>
        <Fact name="Subaccount" isMono>
          {identity.subaccountId}
        </Fact>
        <Fact name="Client" isMono>
          {isClient ? credential.clientId : null}
        </Fact>
        <Fact name="Application" isMono>
          {identity.xsappname}
        </Fact>
        <Fact name="Service instance" isMono>
          {identity.serviceInstanceId}
        </Fact>
        <Fact name="Certificate">
          {isClient && credential.certificateExpiresAt !== null ? (
            <Expiry at={credential.certificateExpiresAt} now={now} />
          ) : null}
        </Fact>
        <Fact name="Made">{sayMoment(createdAt)}</Fact>
        <Fact name="Last used">{lastUsedAt === null ? 'never' : sayWhen(lastUsedAt, now)}</Fact>
        <Fact name="Clock">
          {skew === null ? null : (
            <span className={classes.skew}>
              <span aria-hidden="true">▲</span> {skew}
            </span>
          )}
        </Fact>
      </Facts>
    </PageSection>
  );
}
