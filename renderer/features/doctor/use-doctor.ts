import { useEffect, useRef, useState } from 'react';
import type { DoctorReport } from '#shared/model/doctor-report.ts';
import { client } from '../../app/client.ts';
import { type ErrorText, errorText } from '../../app/error-text.ts';
import { refreshAfterExchange } from '../../app/queries.ts';

/** Checking one connection: under way since when, and what it came to. */
export type Doctor = {
  /** Epoch ms; null while nothing is under way. */
  startedAt: number | null;
  report: DoctorReport | null;
  error: ErrorText | null;
  check: () => void;
  cancel: () => void;
  dismiss: () => void;
};

type DoctorState = Pick<Doctor, 'startedAt' | 'report' | 'error'>;

const idle: DoctorState = { startedAt: null, report: null, error: null };

/** The doctor of a connection's page. Leaving the page stops what is under way. */
export function useDoctor(connectionId: string): Doctor {
  const [state, setState] = useState(idle);
  const underWay = useRef<AbortController>(null);
  useEffect(() => () => underWay.current?.abort(), []);

  const check = async () => {
    underWay.current?.abort();
    const controller = new AbortController();
    underWay.current = controller;
    setState({ ...idle, startedAt: Date.now() });
    const outcome = await diagnose(connectionId, controller.signal);
    if (controller.signal.aborted) return;
    setState({ ...idle, ...outcome });
    void refreshAfterExchange();
  };
  const stop = () => {
    underWay.current?.abort();
    setState(idle);
  };
  return { ...state, check: () => void check(), cancel: stop, dismiss: stop };
}

async function diagnose(id: string, signal: AbortSignal): Promise<Partial<DoctorState>> {
  try {
    return { report: await client.connections.diagnose({ id }, { signal }) };
  } catch (error) {
    return { error: errorText(error) };
  }
}
