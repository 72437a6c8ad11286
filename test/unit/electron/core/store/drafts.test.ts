import { describe, expect, it } from 'vitest';
import { openDrafts } from '#core/store/drafts.ts';
import type { Draft } from '#shared/model/draft.ts';
import { temporaryFolder } from '../../../../support/temporary-folder.ts';

function exampleDraft(id: string, body = ''): Draft {
  return {
    id,
    name: 'List definitions',
    connectionId: null,
    operationId: null,
    method: 'GET',
    url: '{{workflow_rest_url}}/v1/workflow-definitions',
    headers: [{ name: 'Accept', value: 'application/json', isEnabled: true }],
    body,
    resendOn401: false,
    updatedAt: 1,
  };
}

describe('openDrafts', () => {
  it('keeps the drafts in the order of their tabs, text untouched', async () => {
    const dataDir = await temporaryFolder();
    const onNotice = () => undefined;
    const drafts = openDrafts({ dataDir, onNotice });
    const body = '{"big": 12345678901234567890, "text": "\u2028 \ud83d\ude80 \\u0000"}\r\n\t';
    drafts.put(exampleDraft('2', body));
    drafts.put(exampleDraft('1'));
    drafts.put(exampleDraft('3'));
    drafts.remove('1');
    expect(openDrafts({ dataDir, onNotice }).list()).toEqual([exampleDraft('2', body), exampleDraft('3')]);
  });

  it('opens drafts of before they could say what is sent once more', async () => {
    const dataDir = await temporaryFolder();
    const onNotice = (sentence: string) => expect.fail(sentence);
    const { resendOn401: _absent, ...older } = exampleDraft('1');
    openDrafts({ dataDir, onNotice }).put(older as Draft);
    expect(openDrafts({ dataDir, onNotice }).list()).toEqual([exampleDraft('1')]);
  });
});
