import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createDesk, plainFileName } from '../../../electron/desktop/desk.ts';
import { answers, callsOf, resetFakeElectron } from '../../support/fake-electron.ts';

vi.mock('electron', async () => (await import('../../support/fake-electron.ts')).fakeElectron);

let folder: string;
beforeEach(async () => {
  resetFakeElectron();
  folder = await mkdtemp(join(tmpdir(), 'gatewright-desk-'));
});
afterEach(() => rm(folder, { recursive: true }));

const bytes = new TextEncoder().encode('{"clientid":"x"}');
const desk = createDesk(() => null);

describe('the desk', () => {
  it('writes where the user says, for the user alone', async () => {
    answers.savePath = join(folder, 'key.json');
    expect(await desk.save('key.json', bytes)).toEqual({ saved: answers.savePath, downloadPath: null });
    expect(new Uint8Array(await readFile(answers.savePath))).toEqual(bytes);
    if (process.platform !== 'win32') expect((await stat(answers.savePath)).mode & 0o777).toBe(0o600);
    expect(callsOf('dialog.showSaveDialog')).toEqual([[{ defaultPath: join('/fake/downloads', 'key.json') }]]);
  });

  it('writes nothing when the user says no', async () => {
    expect(await desk.save('key.json', bytes)).toEqual({ saved: null, downloadPath: null });
  });

  it('fails in a sentence that names the reason and not the place', async () => {
    answers.savePath = join(folder, 'absent', 'key.json');
    await expect(desk.save('key.json', bytes)).rejects.toMatchObject({
      code: 'STORE_FAILED',
      message: 'The file could not be written (ENOENT).',
    });
  });

  it.each([
    ['key.json', 'key.json'],
    ['../../.ssh/authorized_keys', '-..-.ssh-authorized_keys'],
    ['C:\\Windows\\x.dll', 'C--Windows-x.dll'],
    ['a\u0000b\r\nc', 'a-b--c'],
    ['.bashrc', 'bashrc'],
    ['name. . ', 'name'],
    ['con.txt', 'file-con.txt'],
    ['NUL', 'file-NUL'],
    ['...', 'file-'],
    ['', 'file-'],
    ['x'.repeat(500), 'x'.repeat(120)],
    ['Schlüssel für Ärger.json', 'Schlüssel für Ärger.json'],
  ])('proposes a name that is only a name: %j', (given, proposed) => {
    expect(plainFileName(given)).toBe(proposed);
  });
});
