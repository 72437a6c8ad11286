import { Checkbox } from '@mantine/core';
import type { ConnectionColour, ConnectionView } from '#shared/model/connection.ts';
import { ActionError } from '../../ui/action-error.tsx';
import { Choice } from '../../ui/choice.tsx';
import { PageSection } from '../../ui/page.tsx';
import { ColourDot } from './colour-dot.tsx';
import { colours } from './colours.ts';
import classes from './marks-section.module.css';
import { useUpdateConnection } from './use-connections.ts';

/** What tells a connection from the others: its colour, and that it is a production system. */
export function MarksSection({ connection }: { connection: ConnectionView }) {
  const { id, colour, isProduction } = connection;
  const update = useUpdateConnection();
  return (
    <PageSection title="Marks">
      <div className={classes.marks}>
        <div>
          <Choice<ConnectionColour>
            label="Colour"
            options={colours.map(({ value, name }) => ({
              value,
              label: (
                <span className={classes.colour}>
                  <ColourDot colour={value} />
                  {name}
                </span>
              ),
            }))}
            value={colour}
            onChange={(next) => void update.run({ id, colour: next })}
          />
        </div>
        <Checkbox
          label="This is a production system"
          description="Gatewright then asks before every call that is not a GET."
          checked={isProduction}
          onChange={(event) => void update.run({ id, isProduction: event.currentTarget.checked })}
        />
      </div>
      <ActionError error={update.error} />
    </PageSection>
  );
}
