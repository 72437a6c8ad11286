import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { authoritiesFile, bashWord, cfUpdateCommand } from '../../../../../renderer/features/diagnosis/cf-command.ts';

describe('cfUpdateCommand', () => {
  it('quotes the parameters and waits for the broker', () => {
    expect(cfUpdateCommand('wf-dev', ['TASK_GET', 'MESSAGE_SEND'])).toBe(
      `cf update-service wf-dev -c '{"authorities":["TASK_GET","MESSAGE_SEND"]}' --wait`,
    );
  });
});

describe('bashWord', () => {
  it.each(["it's", 'a b', '$HOME', '`id`', '!x', '', '"', 'a\nb', '*', '~', "''"])(
    'gives bash %j back as one word',
    (text) => {
      const echoed = execFileSync('bash', ['-c', `printf %s ${bashWord(text)}`], { encoding: 'utf8' });
      expect(echoed).toBe(text);
    },
  );
});

describe('authoritiesFile', () => {
  it('is JSON that reads back', () => {
    expect(JSON.parse(authoritiesFile(['TASK_GET']))).toEqual({ authorities: ['TASK_GET'] });
  });
});
