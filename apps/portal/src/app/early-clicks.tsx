declare global {
  interface Window {
    /** The page listens now: what was clicked before is clicked again. */
    rollcallListens?: () => void
  }
}

/**
 * The server draws buttons and choices before the page's code has come, and until then nobody would hear a click: the last
 * one is kept, and done once the page listens. Links work by themselves.
 */
export function EarlyClicks({ nonce }: { nonce: string }) {
  return (
    <script nonce={nonce} suppressHydrationWarning>
      {`(${keepClicks})()`}
    </script>
  )
}

/** Runs by itself in the page: it may refer to nothing outside. */
function keepClicks() {
  let clicked: HTMLElement | null = null
  const keep = (event: MouseEvent) => {
    const { target } = event
    if (!(target instanceof Element)) return
    const control = target.closest('label')?.control ?? target.closest<HTMLElement>('button, input')
    if (!control?.matches('button, [type="checkbox"], [type="radio"]')) return
    event.preventDefault()
    event.stopPropagation()
    clicked = control
  }
  document.addEventListener('click', keep, true)
  window.rollcallListens = () => {
    document.removeEventListener('click', keep, true)
    if (clicked?.isConnected) clicked.click()
    clicked = null
  }
}
