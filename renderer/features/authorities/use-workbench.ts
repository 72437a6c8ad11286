import { useEffect, useMemo } from 'react';
import type { ConnectionView } from '#shared/model/connection.ts';
import {
  type AuthoritiesFile,
  isSound,
  readAuthoritiesFile,
} from '#shared/systems/sap-workflow/workbench/authorities-file.ts';
import {
  type AuthorityPlan,
  addAuthorities,
  needsOfDrafts,
  planAuthorities,
} from '#shared/systems/sap-workflow/workbench/authority-plan.ts';
import { useApp } from '../../app/store.ts';
import { useAction } from '../../app/use-action.ts';
import {
  changeAuthorityList,
  changeAuthorityText,
  fileOfGranted,
  loadAuthorityText,
  useAuthorityText,
} from './authority-texts.ts';

/** The file of one connection, what it means, and how it is changed. */
export type Workbench = {
  connection: ConnectionView;
  text: string;
  file: AuthoritiesFile;
  /** The list as far as it can be read. */
  list: readonly string[];
  isSound: boolean;
  plan: AuthorityPlan;
  type(text: string): void;
  add(names: readonly string[]): void;
  change(next: readonly string[]): void;
  /** Begins again with what is granted now. */
  reset(): void;
};

/** Null until the file has been read; `error` says why it could not be. */
export function useWorkbench(connection: ConnectionView) {
  const { id, token } = connection;
  const text = useAuthorityText(connection);
  const load = useAction(() => loadAuthorityText(connection));
  const { run } = load;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read once for each connection
  useEffect(() => void run(undefined), [id]);
  const drafts = useApp((state) => state.drafts);
  const file = useMemo(() => readAuthoritiesFile(text ?? ''), [text]);
  const list = file.authorities ?? none;
  const needs = useMemo(() => needsOfDrafts(drafts.filter(({ connectionId }) => connectionId === id)), [drafts, id]);
  const scopes = token?.scopes ?? null;
  const plan = useMemo(() => planAuthorities({ scopes, file: list, needs }), [scopes, list, needs]);
  const workbench: Workbench | null =
    text === null
      ? null
      : {
          connection,
          text,
          file,
          list,
          isSound: isSound(file),
          plan,
          type: (next) => changeAuthorityText(id, next),
          add: (names) => changeAuthorityList(connection, (now) => addAuthorities(now, names)),
          change: (next) => changeAuthorityList(connection, () => next),
          reset: () => changeAuthorityText(id, fileOfGranted(connection)),
        };
  return { workbench, error: load.error };
}

const none: readonly string[] = [];
