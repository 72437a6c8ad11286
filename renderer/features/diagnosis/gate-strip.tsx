import { useId, useState } from 'react';
import type { Gate, GateReport, GateState } from '#shared/model/gate-report.ts';
import { Sentence } from '../../ui/sentence.tsx';
import styles from './gate-strip.module.css';

const marks: Record<GateState, string> = { passed: '✓', stopped: '■', 'not-reached': '', unknown: '?' };
const words: Record<GateState, string> = {
  passed: 'passed',
  stopped: 'stopped the call',
  'not-reached': 'not reached',
  unknown: 'not known',
};

/** The chain of gates of a call, in order. A gate with evidence opens it below the strip. */
export function GateStrip({ report }: { report: GateReport }) {
  const [openId, setOpenId] = useState<string | null>(null);
  const evidenceId = useId();
  const open = report.gates.find(({ id }) => id === openId);
  return (
    <div>
      <ol className={styles.gates} aria-label="Gates on the way of this call">
        {report.gates.map((gate) => (
          <li key={gate.id} className={styles.gate} data-state={gate.state} data-gate={gate.id}>
            <GateFace
              gate={gate}
              isOpen={gate.id === openId}
              evidenceId={evidenceId}
              onToggle={() => setOpenId(gate.id === openId ? null : gate.id)}
            />
          </li>
        ))}
      </ol>
      <div id={evidenceId} className={styles.evidence} hidden={open === undefined}>
        {open === undefined ? null : <GateEvidence gate={open} />}
      </div>
    </div>
  );
}

type GateFaceProps = { gate: Gate; isOpen: boolean; evidenceId: string; onToggle: () => void };

function GateFace({ gate, isOpen, evidenceId, onToggle }: GateFaceProps) {
  const note = gate.state === 'stopped' && gate.note === '' ? 'stopped here' : gate.note;
  const face = (
    <>
      <span className={styles.mark} aria-hidden="true">
        {marks[gate.state]}
      </span>
      <span className={styles.name}>{gate.name}</span>
      <span className={styles.said}>{words[gate.state]}</span>
      <span className={styles.note} aria-hidden={gate.note === '' || gate.note === words[gate.state]}>
        {note}
      </span>
    </>
  );
  if (gate.evidence.length === 0) return <div className={styles.face}>{face}</div>;
  return (
    <button
      type="button"
      className={styles.face}
      title={`How Gatewright knows: ${gate.name}`}
      aria-expanded={isOpen}
      aria-controls={evidenceId}
      onClick={onToggle}
    >
      {face}
    </button>
  );
}

function GateEvidence({ gate }: { gate: Gate }) {
  return (
    <ul>
      {gate.evidence.map(({ text, source }) => (
        <li key={`${source} ${text}`}>
          <Sentence text={text} /> <small>{source}</small>
        </li>
      ))}
    </ul>
  );
}
