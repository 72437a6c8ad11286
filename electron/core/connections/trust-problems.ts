import { X509Certificate } from 'node:crypto';
import type { Problem } from '#shared/contract/errors.ts';
import type { Trust } from '#shared/model/trust.ts';
import { readPem } from '#shared/text/pem.ts';
import { problemAt } from './problem.ts';

/** A trust as it is kept: nothing where only space was typed, PEM in its canonical lines, a fingerprint in small hexadecimal. */
export function normaliseTrust({ extraCa, pinnedFingerprint }: Trust): Trust {
  const pem = extraCa?.trim() ? (readPem(extraCa)?.text ?? extraCa) : null;
  const hex = pinnedFingerprint?.replaceAll(/[\s:]/g, '').toLowerCase();
  return { extraCa: pem, pinnedFingerprint: hex ? hex : null };
}

/** What is wrong with a normalised trust, by field (`trust.extraCa`). No sentence repeats a value. */
export function trustProblems({ extraCa, pinnedFingerprint }: Trust): Problem[] {
  return [
    ...(extraCa === null ? [] : authorityProblems(extraCa)),
    ...(pinnedFingerprint === null || /^[0-9a-f]{64}$/.test(pinnedFingerprint) ? [] : [fingerprintProblem()]),
  ];
}

const field = 'trust.extraCa';

function authorityProblems(text: string): Problem[] {
  const pem = readPem(text);
  if (pem === null) {
    const mend = 'Paste the whole block, from -----BEGIN CERTIFICATE----- to -----END CERTIFICATE-----.';
    return [problemAt(field, 'This is no certificate in PEM form.', mend)];
  }
  if (pem.labels.some((label) => label.includes('PRIVATE KEY'))) {
    return [problemAt(field, 'There is a private key in here.', 'Only certificates belong here: take the key out.')];
  }
  const blocks = pem.text.split(/(?<=-----END [A-Z0-9 ]+-----\n)/);
  return blocks.every(isCertificate)
    ? []
    : [
        problemAt(
          field,
          'One of the blocks is no certificate that can be read.',
          'Copy the file again from its source.',
        ),
      ];
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).subject !== null;
  } catch {
    return false;
  }
}

function fingerprintProblem(): Problem {
  const sentence = 'This is no SHA-256 fingerprint.';
  return problemAt('trust.pinnedFingerprint', sentence, 'It has 64 hexadecimal digits, with or without colons.');
}
