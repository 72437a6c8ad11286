import { describe, expect, it } from 'vitest';
import { readRemoteBody } from '#shared/systems/magnus/run-request.ts';
import { systemOf } from '#shared/systems/systems.ts';

const magnus = systemOf('magnus');
const url = 'https://app.example/remote';

function problemsOf(body: unknown) {
  const read = readRemoteBody(typeof body === 'string' ? body : JSON.stringify(body, null, 2));
  return read.ok ? [] : read.problems;
}

const run = (runWorkflow: unknown) => ({ c: '713aa58d', configuration: { runWorkflow } });

describe('the catalogue of Magnus', () => {
  it('tells its commands apart by the body, though all go to one address', () => {
    for (const one of magnus.operations) {
      expect(magnus.findOperation(one.method, url, one.bodyTemplate)).toBe(one);
      expect(magnus.findOperation(one.method, magnus.draftUrl(one), one.bodyTemplate)).toBe(one);
      expect(magnus.findOperation(one.method, url)).toBeNull();
    }
  });

  it.each([
    ['GET', url, '{"c":"713aa58d"}'],
    ['POST', 'https://app.example/remote/other', '{"c":"713aa58d"}'],
    ['POST', url, '{"c":"713AA58D"}'],
    ['POST', url, '{"c":'],
    ['POST', url, '["713aa58d"]'],
    ['POST', url, null],
  ])('does not know %s %s with %j', (method, address, body) => {
    expect(magnus.findOperation(method, address, body)).toBeNull();
  });

  it('takes a run with a queue for v2, whatever its value', () => {
    const idOf = (body: unknown) => magnus.findOperation('POST', url, JSON.stringify(body))?.id;
    expect(idOf(run({ l: 'a' }))).toBe('run-workflow');
    expect(idOf(run({ l: 'a', queue: false }))).toBe('run-workflow-v2');
  });

  it('has bodies that are right as they stand, and carry no assertion', () => {
    for (const { bodyTemplate } of magnus.operations) {
      expect(problemsOf(bodyTemplate)).toEqual([]);
      expect(bodyTemplate).not.toContain('jwt');
    }
  });

  it('asks before it locks or unlocks, and before nothing else', () => {
    const destructive = magnus.operations.filter(({ isDestructive }) => isDestructive).map(({ id }) => id);
    expect(destructive).toEqual(['lock-workflows', 'unlock-workflows']);
  });
});

describe('the body of a run', () => {
  it('may leave out everything but the workflow', () => {
    expect(readRemoteBody(JSON.stringify(run({ l: 'a' })))).toEqual({
      ok: true,
      command: { name: 'run', run: { l: 'a' } },
    });
  });

  it('takes texts, numbers, true, false and null as values', () => {
    const parameters = ['x', 1, true, false, null].map((value, at) => ({ name: `p${at}`, value }));
    expect(problemsOf(run({ l: 'a', parameters }))).toEqual([]);
  });

  it.each([
    [[], '', 'The body is not a JSON object.'],
    [{ c: 'unheard-of' }, 'c', '`c` names no command.'],
    [{ c: '713aa58d' }, 'configuration.runWorkflow', '`configuration.runWorkflow` is missing.'],
    [run({ l: 7 }), 'configuration.runWorkflow.l', '`l` does not hold the encoded workflow id.'],
    [run({ l: 'a', queue: 'true' }), 'configuration.runWorkflow.queue', '`queue` is neither true nor false.'],
    [run({ l: 'a', billingProject: 1 }), 'configuration.runWorkflow.billingProject', '`billingProject` is not a text.'],
    [run({ l: 'a', parameters: {} }), 'configuration.runWorkflow.parameters', '`parameters` is not a list.'],
    [
      run({ l: 'a', parameters: [{ value: 1 }] }),
      'configuration.runWorkflow.parameters.0.name',
      'A parameter has no name.',
    ],
    [
      run({ l: 'a', parameters: [{ name: 'p', value: [] }] }),
      'configuration.runWorkflow.parameters.0.value',
      'The value of a parameter is no text, number, true or false.',
    ],
    [
      { c: 'a83270b7', configuration: { getHistory: { workflowId: '1' } } },
      'configuration.getHistory.historyId',
      '`historyId` is missing.',
    ],
    [
      { c: '6f570e7l', configuration: { lockWorkflows: { workflowIds: [] } } },
      'configuration.lockWorkflows.workflowIds',
      '`workflowIds` names no workflow.',
    ],
  ])('%j is refused at %s', (body, field, sentence) => {
    expect(problemsOf(body)).toMatchObject([{ field, sentence }]);
  });

  it('is pointed at where the fault is, or where the nearest thing is', () => {
    expect(problemsOf('{\n  "c": "713aa58d",\n  "configuration": {"runWorkflow": {"l": 7}}\n}')).toMatchObject([
      { line: 3, column: 42 },
    ]);
    expect(problemsOf('{\n  "c": "713aa58d",\n  "configuration": {}\n}')).toMatchObject([{ line: 3, column: 20 }]);
    expect(problemsOf('{\n  "c": 1,,\n}')).toMatchObject([{ line: 2 }]);
  });
});
