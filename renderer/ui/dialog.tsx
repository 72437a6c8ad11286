import { Modal } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { returnFocus } from './focus-trail.ts';

type DialogProps = {
  title: string;
  /** Width in pixels. */
  size: number;
  onClose: () => void;
  children: ReactNode;
};

/** A dialog that is open while it is drawn. The focus stays in it, and goes back to what opened it. */
export function Dialog({ title, size, onClose, children }: DialogProps) {
  // Mantine gives the focus back when it closes a dialog; ours leave the page instead.
  useEffect(() => () => returnFocus(document), []);
  return (
    <Modal opened onClose={onClose} title={title} size={size} returnFocus={false}>
      {children}
    </Modal>
  );
}
