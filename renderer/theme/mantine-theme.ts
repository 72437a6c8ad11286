import { createTheme, Menu, Modal, Notification, Popover, Select, Tooltip } from '@mantine/core';
import { Spotlight } from '@mantine/spotlight';

const fade = { transition: 'fade', duration: 80 } as const;
// Overlays stand in the landmark they belong to, and `fixed` lets them out of what scrolls.
const inPlace = { withinPortal: false, floatingStrategy: 'fixed' } as const;

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
      defaultProps: { ...inPlace, transitionProps: fade, offset: 4, withInitialFocusPlaceholder: false },
    }),
    Popover: Popover.extend({ defaultProps: { ...inPlace, transitionProps: fade, offset: 4 } }),
    Select: Select.extend({
      defaultProps: { size: 'sm', allowDeselect: false, checkIconPosition: 'right', comboboxProps: inPlace },
    }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 600,
        offset: 6,
        ...inPlace,
        transitionProps: fade,
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
        // Mantine draws the head as <header>, which the page has already.
        attributes: { header: { role: 'none' } },
      },
    }),
    Spotlight: Spotlight.extend({
      defaultProps: {
        lockScroll: false,
        // Its height follows what is found; the field stays where it is.
        centered: false,
        overlayProps: { blur: 0 },
        transitionProps: fade,
        attributes: { content: { 'aria-label': 'Command palette' } },
      },
    }),
    Notification: Notification.extend({ defaultProps: { closeButtonProps: { 'aria-label': 'Dismiss' } } }),
  },
});
