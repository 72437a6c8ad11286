import { describe, expect, it } from 'vitest';
import { element, taskEnvelope, taskListEnvelope } from '#shared/systems/process-server/envelopes.ts';
import { startProcessServer } from './process-server-client.ts';

const myTasks = taskListEnvelope('getMyTasks', { taskType: 'TASKS' });

describe('a task', () => {
  it('shows a task to whoever asks for it by its id, and says who has it', async () => {
    const { act } = await startProcessServer();
    const { text } = await act('carol', 'getTaskInfo', 'urn:b4p:2');
    expect(text).toContain('<htdt:getTaskInfoResponse>');
    expect(text).toContain('<htda:actualOwner>erin</htda:actualOwner>');
    expect((await act('bob', 'getTaskInfo', 'urn:b4p:3')).text).toContain('<htda:escalated>true</htda:escalated>');
    expect((await act('carol', 'getTaskInfo', 'urn:b4p:99')).fault).toBe('illegalArgument');
  });

  it('is handed to one of its potential owners, who has it claimed then', async () => {
    const { send, act } = await startProcessServer();
    const delegate = (user: string, recipient: string) => {
      const to = element('htdt:organizationalEntity', [element('htd:users', [element('htd:user', recipient)])]);
      return send(user, taskEnvelope('delegate', 'urn:b4p:1', [to]));
    };
    expect((await delegate('alice', 'carol')).fault).toBe('recipientNotAllowed');
    expect((await delegate('carol', 'alice')).fault).toBe('illegalAccess');
    expect((await send('alice', taskEnvelope('delegate', 'urn:b4p:1'))).fault).toBe('illegalArgument');
    expect((await delegate('bob', 'erin')).text).toContain('<htdt:delegateResponse/>');
    expect((await act('alice', 'claim', 'urn:b4p:1')).fault).toBe('illegalState');
  });

  it('goes on from where it was when what happened to it is undone, unless somebody has gone on with it', async () => {
    const { practice, send, act } = await startProcessServer();
    practice.faults.turn('tasks-escalated', true);
    expect((await send('alice', myTasks)).ids).toEqual([]);
    expect((await act('bob', 'claim', 'urn:b4p:1')).status).toBe(200);
    practice.faults.turn('tasks-claimed', true);
    expect((await send('alice', myTasks)).ids).toEqual([]);
    practice.faults.clear();
    expect((await send('alice', myTasks)).ids).toEqual(['urn:b4p:4']);
    expect((await act('alice', 'getTaskInfo', 'urn:b4p:1')).text).toContain('<htda:actualOwner>bob<');
  });
});
