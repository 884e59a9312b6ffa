type Guard = (href: string) => void

const guards: Guard[] = []

/** Until it is taken away, `guard` is told where somebody wants to go, instead of their going there. */
export function addLeaveGuard(guard: Guard): () => void {
  guards.push(guard)
  return () => {
    const at = guards.indexOf(guard)
    if (at !== -1) guards.splice(at, 1)
  }
}

/** Asks whoever has something unsaved, the newest of them. False: nobody has. */
export function askGuards(href: string): boolean {
  const guard = guards.at(-1)
  guard?.(href)
  return guard !== undefined
}
