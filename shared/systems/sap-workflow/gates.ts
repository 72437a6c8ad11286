export { explain } from '../generic-http/gates.ts';
