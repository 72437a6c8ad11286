import type { DraftHeader } from '#shared/model/draft.ts';
import { PairTable } from '../../ui/pair-table.tsx';

type HeadersEditorProps = { headers: readonly DraftHeader[]; onChange: (headers: DraftHeader[]) => void };

/** The headers a draft sends beside those the core adds by itself. */
export function HeadersEditor({ headers, onChange }: HeadersEditorProps) {
  return (
    <PairTable
      noun="header"
      rows={headers}
      canDisable
      onChange={(index, row) => onChange([...headers.slice(0, index), row, ...headers.slice(index + 1)])}
      onRemove={(index) => onChange(headers.filter((_, at) => at !== index))}
    />
  );
}
