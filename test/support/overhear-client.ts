import type { Client } from '../contract/links.ts';

export type Overheard = { client: Client; answers: { name: string; text: string }[] };

/** The client as it is, with every answer and every failure it gives written down as JSON, the way a link would carry it. */
export function overhearClient(client: Client): Overheard {
  const answers: Overheard['answers'] = [];
  const listenTo = (target: object, path: string): object =>
    new Proxy(target, {
      get: (_, name) => (typeof name === 'string' ? listenTo(Reflect.get(target, name), join(path, name)) : undefined),
      apply: async (call, self, args) => {
        try {
          const answer: unknown = await Reflect.apply(call as (...args: unknown[]) => unknown, self, args);
          answers.push({ name: path, text: JSON.stringify(answer) ?? '' });
          return answer;
        } catch (error) {
          answers.push({ name: `${path} failing`, text: textOf(error) });
          throw error;
        }
      },
    });
  return { client: listenTo(client, '') as Client, answers };
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function textOf(error: unknown): string {
  const { message = '', stack = '' } = error instanceof Error ? error : {};
  return [message, stack, JSON.stringify(error)].join('\n');
}
