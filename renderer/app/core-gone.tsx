import { Button } from '../ui/button.tsx';
import classes from './core-gone.module.css';

/** Said across the window when the core is no longer there: calm, with a way back. */
export function CoreGone() {
  return (
    <div className={classes.banner} role="alert">
      <span aria-hidden="true">■</span>
      <p>
        <b>The core went away.</b> What you see is what was last known; nothing can be sent. If reloading does not help,
        start Gatewright again.
      </p>
      <Button size="small" onClick={() => location.reload()}>
        Reload
      </Button>
    </div>
  );
}
