import { parentPort, workerData } from 'node:worker_threads';
import { openPkcs12 } from './open-pkcs12.ts';
import { openSealedKey } from './open-sealed-key.ts';
import type { SealedFile } from './sealed-file.ts';

/** A thread that opens one sealed file, says what was in it, and ends. It is thrown away with all it had in memory. */
const file = workerData as SealedFile;
parentPort?.postMessage(file.kind === 'pkcs12' ? openPkcs12(file.der, file.passwords) : openSealedKey(file));
