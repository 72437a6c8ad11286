import { assertionClaims } from '#shared/jwt/assertion-claims.ts';
import { useNow } from '../../app/use-now.ts';
import classes from './claims-preview.module.css';
import { type CredentialFields, credentialOf } from './credential-fields.ts';

/** Header and claims of the assertion the fields describe, as it would be signed now. */
export function ClaimsPreview({ fields }: { fields: CredentialFields }) {
  const now = useNow();
  const credential = credentialOf(fields);
  if (credential.kind !== 'assertion') return null;
  const { header, claims } = assertionClaims(credential, now);
  return <Assertion name="The assertion these fields make" header={header} claims={claims} />;
}

type AssertionProps = { name: string; header: Record<string, unknown>; claims: Record<string, unknown> };

/** The two readable parts of a JWT side by side. */
export function Assertion({ name, header, claims }: AssertionProps) {
  return (
    <section className={classes.parts} aria-label={name}>
      <Part name="Header" part={header} />
      <Part name="Claims" part={claims} />
    </section>
  );
}

function Part({ name, part }: { name: 'Header' | 'Claims'; part: Record<string, unknown> }) {
  return (
    <figure className={classes.part} data-part={name}>
      <figcaption>{name}</figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <pre tabIndex={0}>{JSON.stringify(part, null, 2)}</pre>
    </figure>
  );
}
