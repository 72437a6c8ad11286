import type { Rectangle } from 'electron';
import { z } from 'zod';
import { openDocument } from '#core/store/documents.ts';

const Bounds = z.object({ x: z.int(), y: z.int(), width: z.int().positive(), height: z.int().positive() });
const WindowState = z.object({ bounds: Bounds, isMaximized: z.boolean(), zoomLevel: z.number().min(-8).max(9) });
export type WindowState = z.infer<typeof WindowState>;

export type WindowStateStore = { read(): WindowState | null; write(state: WindowState): void };

/** Where a window goes; without `x` and `y` the system centres it. */
export type Placement = { x?: number; y?: number; width: number; height: number };

const usual = { width: 1280, height: 800 };
export const smallest = { width: 900, height: 600 };
/** As much of the window must be on a screen that its title bar can be caught with the pointer. */
const graspable = { width: 120, height: 40 };

/** Keeps the window's place in `window.json`. A place that cannot be read or written is no reason to bother anybody. */
export function openWindowState(dataDir: string): WindowStateStore {
  const document = openDocument('window', 'The window position', { dataDir, onNotice: () => {} });
  const initial = WindowState.safeParse(document.initial);
  let state = initial.success ? initial.data : null;
  return {
    read: () => state,
    write(next) {
      state = next;
      try {
        document.write(next);
      } catch {
        // The window opens in the middle next time.
      }
    },
  };
}

/**
 * Where to open, given the remembered bounds and the work areas of the screens that are there now, in DIP. Screens come
 * and go: a window that could not be reached is centred, and none is larger than its screen.
 */
export function placeWindow(remembered: Rectangle | null, workAreas: readonly Rectangle[]): Placement {
  if (remembered === null) return usual;
  const home = workAreas.find((area) => isGraspable(remembered, area));
  if (home === undefined) return usual;
  return {
    x: remembered.x,
    y: Math.max(remembered.y, home.y),
    width: clamp(remembered.width, smallest.width, home.width),
    height: clamp(remembered.height, smallest.height, home.height),
  };
}

function isGraspable(bounds: Rectangle, area: Rectangle): boolean {
  const width = Math.min(bounds.x + bounds.width, area.x + area.width) - Math.max(bounds.x, area.x);
  // Only the upper edge counts: that is where a window is held.
  const isTopVisible = bounds.y >= area.y - graspable.height && bounds.y + graspable.height <= area.y + area.height;
  return width >= graspable.width && isTopVisible;
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, Math.max(low, high)));
}
