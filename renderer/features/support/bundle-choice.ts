import type { BundleChoice, BundleField } from '#shared/model/support-bundle.ts';

/** The choice with an exchange put in, or taken out together with what was said about it. */
export function withExchange(choice: BundleChoice, id: string, isIn: boolean): BundleChoice {
  const others = choice.exchangeIds.filter((one) => one !== id);
  return {
    ...choice,
    exchangeIds: isIn ? [...others, id] : others,
    bodiesOf: isIn ? choice.bodiesOf : choice.bodiesOf.filter((one) => one !== id),
  };
}

export function withBody(choice: BundleChoice, id: string, isIn: boolean): BundleChoice {
  const others = choice.bodiesOf.filter((one) => one !== id);
  return { ...choice, bodiesOf: isIn ? [...others, id] : others };
}

export function withField(choice: BundleChoice, fieldId: string, isIn: boolean): BundleChoice {
  const others = choice.leftOut.filter((one) => one !== fieldId);
  return { ...choice, leftOut: isIn ? others : [...others, fieldId] };
}

/** The fields of each exchange, in the order of the review. */
export function fieldsByExchange(fields: readonly BundleField[]): Map<string, BundleField[]> {
  const groups = new Map<string, BundleField[]>();
  for (const field of fields) groups.set(field.exchangeId, [...(groups.get(field.exchangeId) ?? []), field]);
  return groups;
}
