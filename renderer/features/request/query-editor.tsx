import { PairTable } from '../../ui/pair-table.tsx';
import { readQueryRows, removeQueryRow, replaceQueryRow } from './query-rows.ts';

/** The query string of the address as a table. The address is the only truth: both change together. */
export function QueryEditor({ url, onChange }: { url: string; onChange: (url: string) => void }) {
  const rows = readQueryRows(url).map((row) => ({ ...row, isEnabled: true }));
  return (
    <PairTable
      noun="parameter"
      rows={rows}
      canDisable={false}
      onChange={(index, row) => onChange(replaceQueryRow(url, index, row))}
      onRemove={(index) => onChange(removeQueryRow(url, index))}
    />
  );
}
