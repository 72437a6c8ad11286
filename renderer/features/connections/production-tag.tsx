import classes from './production-tag.module.css';

/** Says that a connection leads to a production system. */
export function ProductionTag() {
  return <span className={classes.tag}>production</span>;
}
