import { createTheme, Menu, Modal, Notification, Popover, Select, Tooltip } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';

const accent = 'var(--accent)';

/**
 * Mantine's components as we use them: no shadow but on overlays, motion of at most 120 ms, and no scroll lock, because the
 * page never scrolls and the lock would write a <style> the content security policy refuses.
 */
export const mantineTheme = createTheme({
  primaryColor: 'accent',
  colors: { accent: [accent, accent, accent, accent, accent, accent, accent, accent, accent, accent] },
  respectReducedMotion: true,
  components: {
    Menu: Menu.extend({
      defaultProps: { transitionProps: { transition: 'fade', duration: 80 }, offset: 4, withinPortal: true },
    }),
    Popover: Popover.extend({ defaultProps: { transitionProps: { transition: 'fade', duration: 80 }, offset: 4 } }),
    Select: Select.extend({ defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right' } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 600,
        offset: 6,
        transitionProps: { transition: 'fade', duration: 80 },
        withinPortal: true,
      },
    }),
    Modal: Modal.extend({
      defaultProps: {
        lockScroll: false,
        centered: true,
        size: 520,
        transitionProps: { transition: 'fade', duration: 100 },
        overlayProps: { backgroundOpacity: 0.3 },
        closeButtonProps: { 'aria-label': 'Close' },
      },
    }),
    Spotlight: Spotlight.extend({
      defaultProps: {
        lockScroll: false,
        overlayProps: { blur: 0 },
        transitionProps: { transition: 'fade', duration: 80 },
      },
    }),
    Notification: Notification.extend({ defaultProps: { withBorder: false } }),
  },
});
