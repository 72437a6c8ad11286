import type { Page } from '@playwright/test';

/**
 * Tries, one after the other, every way a page offers to run a script that did not come with it. Resolves to what became of each:
 * `ran`, or the directive of the policy that stopped it. It never resolves when a way neither runs nor is stopped.
 */
export function tryToRunScripts(page: Page): Promise<Record<string, string>> {
  return page.evaluate(tryEveryWay);
}

/** Runs in the page. */
async function tryEveryWay(): Promise<Record<string, string>> {
  const put = (tag: string, change: Record<string, string>) => {
    const element = Object.assign(document.createElement(tag), change);
    document.body.append(element);
    return element;
  };
  const blob = () => URL.createObjectURL(new Blob(['note()'], { type: 'text/javascript' }));
  const ways: Record<string, () => unknown> = {
    'inline script': () => put('script', { textContent: 'note()' }),
    'data: script': () => put('script', { src: 'data:text/javascript,note()' }),
    'inline handler': () => put('div', { innerHTML: '<img src="data:," onerror="note()">' }),
    'frame with a document of its own': () => put('iframe', { srcdoc: '<script>parent.note()</script>' }),
    'javascript: address': () => put('a', { href: 'javascript:note()' }).click(),
    // biome-ignore lint/security/noGlobalEval: that it does not work is what is tested
    eval: () => globalThis.eval('note()'),
    Function: () => new Function('note()')(),
    'timer with a text': () => setTimeout('note()'),
    'blob: module': () => import(/* @vite-ignore */ blob()),
    'blob: worker': () =>
      new Worker(URL.createObjectURL(new Blob(['postMessage(0)']))).addEventListener('message', () =>
        Reflect.get(globalThis, 'note')(),
      ),
  };
  // The call that brought this function here may do anything; what a timer starts is the page's own.
  await new Promise((resolve) => setTimeout(resolve));
  const verdicts: Record<string, string> = {};
  for (const [name, way] of Object.entries(ways)) {
    verdicts[name] = await new Promise<string>((resolve) => {
      Object.assign(globalThis, { note: () => resolve('ran') });
      const onStop = ({ effectiveDirective }: SecurityPolicyViolationEvent) => resolve(effectiveDirective);
      document.addEventListener('securitypolicyviolation', onStop, { once: true });
      try {
        Promise.resolve(way()).catch(() => undefined);
      } catch {}
    });
  }
  return verdicts;
}
