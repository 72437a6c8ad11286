import { describe, expect, it } from 'vitest';
import { type CommandStyle, commandsFor } from '../../../../../renderer/features/authorities/command-wishes.ts';

const style: CommandStyle = { tool: 'cf', shell: 'bash', via: 'file' };
const input = { instance: 'wf-dev', subaccountId: '', json: '{"authorities":["TASK_GET"]}' };

describe('the commands that are shown', () => {
  it('come with what shows the list now and with the steps that follow', () => {
    const shown = commandsFor(style, input);
    expect(shown).toMatchObject({ isCommand: true, show: 'cf service wf-dev --params' });
    expect(shown.update).toBe('cf update-service wf-dev -c authorities.json --wait');
    expect(shown.steps.join(' ')).toMatch(/cf service wf-dev.*new token.*service key stays/s);
  });

  it('btp shows no list, for it has other words for that', () => {
    expect(commandsFor({ ...style, tool: 'btp' }, input)).toMatchObject({ isCommand: true, show: null });
  });

  it.each([
    ['a name that no command line carries', style, { ...input, instance: 'a\nb' }, /line break/],
    ['a file that is broken', style, { ...input, json: null }, /mended first/],
    [
      'a list too long for cmd',
      { ...style, shell: 'cmd', via: 'inline' } as const,
      { ...input, json: JSON.stringify({ authorities: Array.from({ length: 600 }, (_, at) => `TASK_${at}`) }) },
      /too long/,
    ],
  ])('%s is refused in a sentence', (_name, wanted, given, sentence) => {
    expect(commandsFor(wanted, given)).toMatchObject({ isCommand: false, update: expect.stringMatching(sentence) });
  });
});
