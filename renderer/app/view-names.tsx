import {
  IconAdjustmentsHorizontal,
  IconFlask,
  IconHistory,
  IconKey,
  IconListDetails,
  IconShieldCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { views } from './store.ts';

const icon = { size: 16, stroke: 1.6, 'aria-hidden': true } as const;

/** How each view of the rail is called and drawn, in the rail and in the palette. */
export const viewNames: Record<(typeof views)[number], { name: string; icon: ReactNode }> = {
  requests: { name: 'Requests', icon: <IconListDetails {...icon} /> },
  connections: { name: 'Connections', icon: <IconKey {...icon} /> },
  authorities: { name: 'Authorities', icon: <IconShieldCheck {...icon} /> },
  history: { name: 'History', icon: <IconHistory {...icon} /> },
  practice: { name: 'Practice', icon: <IconFlask {...icon} /> },
  settings: { name: 'Settings', icon: <IconAdjustmentsHorizontal {...icon} /> },
};
