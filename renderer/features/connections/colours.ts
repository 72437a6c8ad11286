import type { ConnectionColour } from '#shared/model/connection.ts';

/** The colours a connection may have, as they are called. Never green, amber or red: those say how things stand. */
export const colours: readonly { value: ConnectionColour; name: string }[] = [
  { value: 'none', name: 'None' },
  { value: 'blue', name: 'Blue' },
  { value: 'violet', name: 'Violet' },
  { value: 'teal', name: 'Teal' },
  { value: 'orange', name: 'Orange' },
  { value: 'pink', name: 'Pink' },
];
