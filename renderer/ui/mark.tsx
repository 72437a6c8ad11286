/** Gatewright's mark: a gate with its bars. */
export function Mark({ size = 18 }: { size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 18 18"
      fill="none"
      stroke="currentColor"
      strokeWidth="1.8"
      aria-hidden="true"
    >
      <path d="M2 16V8a7 7 0 0 1 14 0v8" />
      <path d="M6 16V8.5M9 16V7M12 16V8.5M2 12h14" />
    </svg>
  );
}
