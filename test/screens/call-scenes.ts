import { expect } from '@playwright/test';
import { refusingUrl } from '../support/sample-server.ts';
import type { Scene } from './scene.ts';

/** A draft, what comes back of it, and what is said about that. */
export const callScenes: readonly Scene[] = [
  {
    name: 'draft-before-first-send',
    async arrange({ ui }) {
      await ui.runCommand('Start practising');
      await expect(ui.drafts.address).toHaveValue(/workflow-definitions/);
    },
  },
  {
    name: '403-explained',
    async arrange({ ui }) {
      await ui.send();
      await ui.expectStatus('403 Forbidden');
    },
  },
  { name: '403-granted', arrange: ({ ui }) => ui.grantInPractice() },
  {
    name: '200-body',
    async arrange({ ui }) {
      await ui.renewAndSend();
      await ui.expectStatus('200 OK');
      await ui.showBody();
    },
  },
  { name: '200-explain', arrange: ({ ui }) => ui.showAnswer('Explain') },
  { name: '200-headers', arrange: ({ ui }) => ui.showAnswer('Headers') },
  { name: '200-timing', arrange: ({ ui }) => ui.showAnswer('Timing') },
  ...(['Query', 'Headers', 'Auth'] as const).map((part) => ({
    name: `draft-${part.toLowerCase()}`,
    arrange: ({ ui }: Parameters<Scene['arrange']>[0]) => ui.drafts.showPart(part),
  })),
  {
    name: 'draft-with-body',
    arrange: ({ ui }) => ui.openOperation('Start an instance'),
  },
  {
    name: '201-created',
    async arrange({ ui }) {
      await ui.send();
      await ui.expectStatus('403 Forbidden');
      await ui.grantInPractice();
      await ui.renewAndSend();
      await ui.expectStatus('201 Created');
      await ui.showBody();
    },
  },
  {
    name: 'body-fault',
    async arrange({ ui }) {
      await ui.drafts.writeBody('{\n  "definitionId": "order-approval",\n  "context": { "product": "Camera", }\n}');
      await expect(ui.draft.getByRole('status')).toContainText('comma');
    },
  },
];

/** Answers that go wrong, are large, or do not come. */
export const answerScenes: readonly Scene[] = [
  {
    name: 'sending',
    async arrange({ ui, slow }) {
      await ui.drafts.sendNewTo(slow.url);
      await slow.reached;
      await expect(ui.answer).toContainText(/\d/);
    },
    async leave({ ui }) {
      await ui.drafts.cancelButton.click();
      await expect(ui.page.getByRole('alert')).toBeVisible();
    },
  },
  { name: 'cancelled', arrange: async ({ ui }) => expect(ui.page.getByRole('alert')).toContainText('You cancelled') },
  {
    name: 'no-answer',
    async arrange({ ui }) {
      await ui.drafts.sendNewTo(await refusingUrl());
      await expect(ui.answer.getByRole('heading', { level: 2 })).toBeVisible();
    },
  },
  {
    name: 'unknown-variable',
    async arrange({ ui }) {
      await ui.drafts.sendNewTo('{{wrokflow_rest_url}}/v1/workflow-instances');
      await expect(ui.page.getByRole('alert')).toContainText('wrokflow_rest_url');
    },
  },
  {
    name: 'html-error',
    async arrange({ ui, samples }) {
      await ui.drafts.sendNewTo(`${samples.baseUrl}/html-error`);
      await ui.expectStatus('502');
      await ui.showBody();
    },
  },
  {
    name: 'big-body',
    async arrange({ ui, samples }) {
      await ui.drafts.sendNewTo(`${samples.baseUrl}/big`);
      await ui.expectStatus('200 OK');
      await ui.showBody();
    },
  },
  {
    name: 'binary-body',
    async arrange({ ui, samples }) {
      await ui.drafts.sendNewTo(`${samples.baseUrl}/binary`);
      await ui.expectStatus('200 OK');
      await ui.showAnswer('Body');
      await expect(ui.answer.getByRole('region', { name: 'First bytes of the body' })).toBeVisible();
    },
  },
];
