/** How a service is spoken to, which its address says: SOAP 1.1 has no word of its own. */
export type Binding = 'soap11' | 'soap12' | 'REST' | 'XML' | 'JSON';

/** The two services of the task API: the operations of WS-HumanTask, and ActiveVOS's own beside them. */
export const taskService = 'AeB4PTaskClient-taskOperations';
export const extensionService = 'AeB4PTaskClient-aeTaskOperations';

/** What the address of a call says. */
export type ServiceAddress = {
  binding: Binding;
  /** The last part of the path as it is written; empty without one. */
  service: string;
  /** It is the address of the task service, or of its extension, to the letter. */
  isTaskService: boolean;
  isExtension: boolean;
  isFeed: boolean;
};

const bindings: readonly Binding[] = ['soap12', 'REST', 'XML', 'JSON'];

/** Reads an address. One that cannot be read is none of the services. */
export function readAddress(url: string): ServiceAddress {
  const parts = partsOf(url);
  const service = parts.at(-1) ?? '';
  const after = parts[parts.lastIndexOf('services') + 1];
  const binding = bindings.find((one) => one === after) ?? 'soap11';
  const path = binding === 'soap11' ? ['active-bpel', 'services'] : ['active-bpel', 'services', binding];
  const isBelow = parts.slice(0, -1).join('/').endsWith(path.join('/'));
  return {
    binding,
    service,
    isTaskService: isBelow && (service === taskService || service === extensionService),
    isExtension: service === extensionService,
    isFeed: isBelow && service === 'AeB4PTaskFeed',
  };
}

/**
 * The address the task service should have on the same host, without query and user name. What stands before `/active-bpel` stays.
 * Null when that is the address it has, or when the URL cannot be read.
 */
export function correctedAddress(url: string, service = taskService, binding: Binding = 'soap11'): string | null {
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) return null;
  const parts = partsOf(url);
  const engine = parts.findIndex((part) => /^active[-_]?bpel$/i.test(part));
  const services = parts.findIndex((part) => /^services?$/i.test(part));
  const before = parts.slice(0, Math.max(engine, engine < 0 ? services : 0, 0));
  const path = [...before, 'active-bpel', 'services', ...(binding === 'soap11' ? [] : [binding]), service].join('/');
  const corrected = `${parsed.protocol}//${parsed.host}/${path}`;
  return corrected === `${parsed.protocol}//${parsed.host}${parsed.pathname}${parsed.search}` ? null : corrected;
}

function partsOf(url: string): string[] {
  return (URL.parse(url)?.pathname ?? '').split('/').filter((part) => part !== '');
}
