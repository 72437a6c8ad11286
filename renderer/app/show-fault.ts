/** Says in plain DOM that the page cannot go on, with a way back: for faults under which React itself is gone. */
export function showFault(root: HTMLElement, sentence: string): void {
  const box = document.createElement('div');
  box.className = 'fault';
  box.setAttribute('role', 'alert');
  const said = document.createElement('p');
  said.textContent = sentence;
  const back = document.createElement('button');
  back.type = 'button';
  back.textContent = 'Reload';
  back.addEventListener('click', () => location.reload());
  box.append(said, back);
  root.replaceChildren(box);
}
