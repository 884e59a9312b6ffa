/** The road in small: one source, two who know. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden focusable="false">
      <rect width="32" height="32" rx="7" fill="var(--mantine-primary-color-filled)" />
      <path
        d="M8 16h7m0 0c4 0 3-6 9-6m-9 6c4 0 3 6 9 6"
        fill="none"
        stroke="#fff"
        strokeWidth="2.4"
        strokeLinecap="round"
      />
      <circle cx="8" cy="16" r="3" fill="#fff" />
    </svg>
  )
}
