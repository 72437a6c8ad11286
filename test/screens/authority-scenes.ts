import { expect } from '@playwright/test';
import type { Scene } from './scene.ts';

const broken = `{
  "authorities": [
    "MESSAGE_SEND"
    'workflow_instance_start',
    "WORKFLOW_INSTANCE_GET",
    "WORKFLOW_INSTNACE_CANCEL",
  ]
}
`;

/** Before there is anything to grant. */
export const authoritiesEmpty: Scene = {
  name: 'authorities-empty',
  arrange: ({ ui }) => ui.goTo('Authorities'),
};

/** The authorities workbench, from a file that begins with what is granted to a list that is applied. */
export const authorityScenes: readonly Scene[] = [
  {
    name: 'authorities-no-token',
    async arrange({ ui, system }) {
      await ui.dropFile('wf-dev-key.json', system.serviceKey());
      await expect(ui.keys.said).toBeVisible();
      await ui.goTo('Authorities');
      await expect(ui.authorities.file).toBeVisible();
    },
  },
  {
    name: 'authorities-changes',
    async arrange({ ui, system }) {
      system.updateService(['MESSAGE_SEND', 'TASK_COMPLETE']);
      await ui.openOperation('Start an instance');
      await ui.goTo('Authorities');
      await ui.authorities.fetchToken();
      await ui.authorities.writeFile('{"authorities": ["MESSAGE_SEND", "WORKFLOW_INSTANCE_CANCEL"]}');
      await ui.authorities.operation('List definitions').click();
      await ui.authorities.nameInstance('wf dev');
      await expect(ui.authorities.list('Granted now')).toContainText('removed');
    },
  },
  {
    name: 'authorities-broken-file',
    async arrange({ ui }) {
      await ui.authorities.writeFile(broken);
      await expect(ui.authorities.verdict).toContainText('comma');
      await expect(ui.authorities.marks.first()).toBeVisible();
    },
  },
  {
    name: 'authorities-many-inline',
    async arrange({ ui }) {
      await ui.authorities.writeFile('{"authorities": []}');
      await ui.authorities.preset('Read').click();
      await ui.authorities.preset('Administer').click();
      await ui.authorities.choose('Inline');
      await ui.authorities.choose('PowerShell');
    },
  },
  {
    name: 'authorities-search',
    arrange: ({ ui }) => ui.authorities.searchField.fill('WORKFLOW_INSTANCE_CANCEL'),
    leave: ({ ui }) => ui.authorities.searchField.fill(''),
  },
  {
    name: 'authorities-cf-dialog',
    async arrange({ ui, system }) {
      // Under a client id of its own: the other key's is that of the practice system, which knows no cf.
      await ui.dropFile('acme-key.json', system.serviceKey().replaceAll('sb-clone-', 'sb-clone-acme-'));
      await expect(ui.keys.said).toBeVisible();
      await ui.goTo('Authorities');
      await ui.authorities.preset('Read').click();
      await ui.button('Apply with cf…').click();
      await expect(ui.authorities.dialog.getByRole('alert').or(ui.authorities.dialog.getByText('Org'))).toBeVisible();
    },
    leave: ({ ui }) => ui.authorities.closeDialog(),
  },
  {
    name: 'authorities-practice-applied',
    async arrange({ ui }) {
      await ui.runCommand('Start practising');
      await expect(ui.drafts.address).toHaveValue(/workflow-definitions/);
      await ui.goTo('Authorities');
      await ui.authorities.preset('Start workflows').click();
      await ui.authorities.applyToPractice();
    },
    leave: ({ ui }) => ui.authorities.closeDialog(),
  },
  {
    name: 'authorities-of-magnus',
    async arrange({ ui }) {
      await ui.goTo('Practice');
      await ui.page.getByRole('tab', { name: 'Magnus' }).click();
      await ui.button('Start the practice system').click();
      await ui.button('Open the connection').click();
      await ui.goTo('Authorities');
      await expect(ui.main).toContainText('has no authorities');
    },
  },
];
