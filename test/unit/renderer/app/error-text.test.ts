import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '#shared/contract/errors.ts';
import { errorText } from '../../../../renderer/app/error-text.ts';
import { LinkClosed } from '../../../../renderer/app/link.ts';

const data = { problems: [], exchangeId: 'x1' };

describe('errorText', () => {
  it.each(failureCodes)('has words for %s, and keeps its sentence and its exchange', (code) => {
    const error = new ORPCError(code, { defined: true, message: 'It did not work.', data });
    expect(errorText(error)).toMatchObject({ code, sentence: 'It did not work.', exchangeId: 'x1' });
  });

  it('says of a closed link that the core went away', () => {
    expect(errorText(new LinkClosed())).toMatchObject({ code: null, sentence: 'The core went away.' });
  });

  it('shows nothing of the text of an error without a name', () => {
    const { sentence, code } = errorText(new Error('secret=abc'));
    expect(code).toBeNull();
    expect(sentence).not.toContain('abc');
  });
});
