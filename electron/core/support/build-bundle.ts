import type { GateReport } from '#shared/model/gate-report.ts';
import type { BundleChoice, BundleField, BundleReview, OpenedExchange } from '#shared/model/support-bundle.ts';
import { extractOf } from './body-extract.ts';
import { type EntryPart, entryParts } from './bundle-fields.ts';
import { bundleReport } from './bundle-report.ts';
import { packBundle } from './bundle-zip.ts';
import { draftEntries, type EntryDraft } from './entry-draft.ts';
import { type BundleEnvironment, environmentFields } from './environment.ts';
import { createNameHider, showNames } from './hide-names.ts';
import type { LoadedExchange } from './load-choice.ts';
import { readFileText } from './read-file.ts';
import { writeHar } from './write-har.ts';

export type BuiltBundle = { review: BundleReview; bytes: Uint8Array };

type Options = { choice: BundleChoice; environment: BundleEnvironment; now: number };

/**
 * Builds a bundle. What the review lists and what is packed come from the same entries, and the report is made by opening
 * what was packed: nothing can be in one of them and not in the others.
 */
export function buildBundle(loaded: readonly LoadedExchange[], { choice, environment, now }: Options): BuiltBundle {
  const { hidesNames } = choice;
  const drafts = draftEntries(loaded, { hide: hidesNames ? createNameHider(loaded) : showNames, hidesNames });
  const leftOut = new Set(choice.leftOut);
  // Judged as of the last call, so that the same choice is the same bundle tomorrow.
  const asOf = Math.max(...loaded.map(({ exchange }) => exchange.startedAt));
  const judge = (entries: readonly EntryDraft[]) => openEntries(entries, environment.gatewright, asOf);
  const bodied = withBodies(drafts, loaded, new Set(choice.bodiesOf), judge);
  const parts = bodied.map((one) => entryParts(one.draft));
  const entries = bodied.map(({ draft }, at) => without(draft, parts[at] ?? [], leftOut));
  const told = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !leftOut.has(`environment/${name}`)),
  ) as Partial<BundleEnvironment>;
  const report = bundleReport(judge(entries), told);
  const bytes = packBundle(
    {
      har: writeHar(entries, environment.gatewright),
      report,
      environment: `${JSON.stringify(told, null, 2)}\n`,
    },
    asOf,
  );
  const fields = [
    ...bodied.flatMap(({ held }, at) => [...(parts[at] ?? []).map(({ field }) => field), ...held]),
    ...environmentFields(environment),
  ].map((field) => ({ ...field, isIncluded: field.isIncluded && !leftOut.has(field.id) }));
  const fileName = `${new Date(now).toISOString().slice(0, 10)}.gatewright.zip`;
  return { review: { fileName, fields, report, bytes: bytes.length }, bytes };
}

function without(draft: EntryDraft, parts: readonly EntryPart[], leftOut: ReadonlySet<string>): EntryDraft {
  return parts.filter(({ field }) => leftOut.has(field.id)).reduce((one, part) => part.without(one), draft);
}

/** The entries as whoever gets the bundle will see them. */
function openEntries(entries: readonly EntryDraft[], version: string, now: number): OpenedExchange[] {
  const reading = readFileText(writeHar(entries, version), { now });
  return reading.ok ? reading.file.exchanges : [];
}

type Bodied = {
  draft: EntryDraft;
  /** Bodies that stay here, for the reader of the review to see what they would be. */
  held: BundleField[];
};

/**
 * Bodies leave where they were asked for. Elsewhere the least that keeps the report leaves: nothing, or what a report reads
 * of a body: error texts, ids and states.
 */
function withBodies(
  drafts: readonly EntryDraft[],
  loaded: readonly LoadedExchange[],
  bodiesOf: ReadonlySet<string>,
  judge: (entries: readonly EntryDraft[]) => OpenedExchange[],
): Bodied[] {
  const asAsked = (reduced: (draft: EntryDraft) => EntryDraft) =>
    drafts.map((draft) => (bodiesOf.has(draft.exchangeId) ? draft : reduced(draft)));
  const bare = asAsked(bodiless);
  const bareReports = judge(bare);
  return drafts.map((draft, at) => {
    if (bodiesOf.has(draft.exchangeId)) return { draft, held: [] };
    const original = loaded[at]?.exchange.report;
    const isTold = original !== undefined && isSame(original, bareReports[at]?.exchange.report);
    return { draft: isTold ? bodiless(draft) : extracted(draft), held: heldBodies(draft) };
  });
}

function bodiless(draft: EntryDraft): EntryDraft {
  return { ...draft, requestBody: null, responseBody: null };
}

function extracted(draft: EntryDraft): EntryDraft {
  const { requestBody, responseBody } = draft;
  return {
    ...draft,
    requestBody: requestBody === null ? null : extractOf(requestBody),
    responseBody: responseBody === null ? null : extractOf(responseBody),
  };
}

/** Two reports say the same: the same causes in the same order, stopped at the same gate. */
function isSame(a: GateReport, b: GateReport | undefined): boolean {
  const causes = (report: GateReport) =>
    report.findings.map(({ cause, confidence }) => `${cause} ${confidence}`).join();
  return b !== undefined && a.stoppedAt === b.stoppedAt && causes(a) === causes(b);
}

function heldBodies({ exchangeId, requestBody, responseBody }: EntryDraft): BundleField[] {
  const held = (id: string, label: string, value: string | null): BundleField[] =>
    value === null
      ? []
      : [{ id: `${exchangeId}/whole-${id}`, exchangeId, kind: 'body', label, value, isIncluded: false }];
  return [
    ...held('request-body', 'whole body that was sent', requestBody),
    ...held('response-body', 'whole body of the answer', responseBody),
  ];
}
