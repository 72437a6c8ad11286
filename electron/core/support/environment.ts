import type { BundleField } from '#shared/model/support-bundle.ts';

/** What a bundle says of the machine it was made on. Nothing in it is about a person. */
export type BundleEnvironment = {
  gatewright: string;
  /** `linux`, `darwin`, `win32`: the kind, and no version. */
  system: string;
  host: string;
  proxy: 'on' | 'off' | 'as the system says';
  vault: string;
  /** How far the servers' clocks are ahead, in seconds; one per connection of the choice, without its name. */
  clockSkewSeconds: string;
};

const labels: Readonly<Record<keyof BundleEnvironment, string>> = {
  gatewright: 'version of Gatewright',
  system: 'operating system',
  host: 'desktop or browser',
  proxy: 'proxy',
  vault: 'where secrets are kept',
  clockSkewSeconds: 'clock of the servers, in seconds ahead',
};

export function environmentFields(environment: BundleEnvironment): BundleField[] {
  return Object.entries(environment).map(([name, value]) => ({
    id: `environment/${name}`,
    exchangeId: '',
    kind: 'environment',
    label: labels[name as keyof BundleEnvironment],
    value,
    isIncluded: true,
  }));
}
