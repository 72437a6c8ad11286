import { views } from './store.ts';

/** Everything the keyboard can do in every view. */
export type KeyAction =
  | 'send'
  | 'new-draft'
  | 'close-draft'
  | 'palette'
  | 'find'
  | 'next-pane'
  | 'previous-pane'
  | `view-${(typeof views)[number]}`;

type Binding = { action: KeyAction; code: string; mod?: true; alt?: true; shift?: true; ownWindow?: boolean };

const isMac = navigator.userAgent.includes('Mac OS');
let hasOwnWindow = false;

/** Called once, by main.tsx: whether Ctrl+N and Ctrl+1 reach us, or Alt stands in for Ctrl. */
export function setHasOwnWindow(value: boolean): void {
  hasOwnWindow = value;
}

const bindings: readonly Binding[] = [
  { action: 'send', code: 'Enter', mod: true },
  { action: 'palette', code: 'KeyK', mod: true },
  { action: 'find', code: 'KeyF', mod: true },
  { action: 'next-pane', code: 'F6' },
  { action: 'previous-pane', code: 'F6', shift: true },
  ...bothWays({ action: 'new-draft', code: 'KeyN' }),
  ...bothWays({ action: 'close-draft', code: 'KeyW' }),
  ...views.flatMap((view, index) => bothWays({ action: `view-${view}`, code: `Digit${index + 1}` })),
];

function bothWays(binding: Binding): Binding[] {
  return [
    { ...binding, mod: true, ownWindow: true },
    { ...binding, alt: true, ownWindow: false },
  ];
}

/** What a key press asks for; null when it is nobody's. */
export function actionOfKey(event: KeyboardEvent): KeyAction | null {
  const mod = isMac ? event.metaKey : event.ctrlKey;
  const other = isMac ? event.ctrlKey : event.metaKey;
  if (other) return null;
  const found = bindings.find(
    (binding) =>
      binding.code === event.code &&
      (binding.mod ?? false) === mod &&
      (binding.alt ?? false) === event.altKey &&
      (binding.shift ?? false) === event.shiftKey,
  );
  return found?.action ?? null;
}

/** The keys of an action as a person reads them: `Ctrl N`, `⌘ K`, `Alt 1`. */
export function keysOf(action: KeyAction): string {
  const binding = bindings.find((one) => one.action === action && (one.ownWindow ?? hasOwnWindow) === hasOwnWindow);
  if (binding === undefined) return '';
  const name = binding.code.replace(/^Key|^Digit/, '').replace('Enter', '⏎');
  const before = [
    binding.mod ? (isMac ? '⌘' : 'Ctrl') : '',
    binding.alt ? (isMac ? '⌥' : 'Alt') : '',
    binding.shift ? 'Shift' : '',
  ];
  return [...before, name].filter((part) => part !== '').join(' ');
}
