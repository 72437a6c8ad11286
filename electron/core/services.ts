import type { DoctorReport } from '#shared/model/doctor-report.ts';
import type { Draft } from '#shared/model/draft.ts';
import type { Exchange } from '#shared/model/exchange.ts';
import type { HostInfo } from '#shared/model/host-info.ts';
import type { CallPreview, LoginPreview } from '#shared/model/preview.ts';
import type { TokenState } from '#shared/model/token.ts';
import type { AuthorityService } from './authorities/authority-service.ts';
import type { ConnectionService } from './connections/connection-service.ts';
import type { KeyService } from './connections/key-service.ts';
import type { TokenVerification } from './connections/token-verification.ts';
import type { TransferService } from './connections/transfer-service.ts';
import type { DiagnosisService } from './diagnosis/diagnosis-service.ts';
import type { Log } from './log.ts';
import type { PracticeService } from './practice/practice-service.ts';
import type { SettingsService } from './settings/settings-service.ts';
import type { DraftStore } from './store/drafts.ts';
import type { HistoryStore } from './store/history.ts';
import type { SecretStore } from './store/secrets.ts';
import type { SupportService } from './support/support-service.ts';

/** What stands behind the router: one service per noun of the contract. */
export type Services = {
  log: Log;
  authorities: AuthorityService;
  connections: ConnectionService &
    KeyService &
    TransferService & { diagnose(id: string, signal: AbortSignal | undefined): Promise<DoctorReport> };
  diagnosis: DiagnosisService;
  drafts: DraftStore;
  exchanges: {
    /** @throws Failure when nothing was sent */
    send(input: { draft: Draft; renewToken: boolean }, signal: AbortSignal | undefined): Promise<Exchange>;
    /** @throws Failure ENTRY_NOT_FOUND */
    get(id: string): Promise<Exchange>;
  };
  history: HistoryStore;
  hostInfo(): HostInfo;
  practice: PracticeService;
  secrets: SecretStore;
  settings: SettingsService;
  support: SupportService;
  tokens: TokenVerification & {
    /** @throws Failure TOKEN_REJECTED, with the exchange that shows why */
    renew(connectionId: string): Promise<TokenState>;
    preview(connectionId: string): Promise<LoginPreview>;
    previewCall(draft: Draft): Promise<CallPreview>;
    /** Forgets the session cookies of a connection. */
    dropSession(connectionId: string): void;
  };
};
