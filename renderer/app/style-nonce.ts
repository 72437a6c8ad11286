let nonce = '';

/** Called once, by main.tsx, before anything is drawn. */
export function setStyleNonce(value: string): void {
  nonce = value;
}

/** Nonce for `<style>` elements made at run time, as the content security policy wants it. */
export function styleNonce(): string {
  return nonce;
}
