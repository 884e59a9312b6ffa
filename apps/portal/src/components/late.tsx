'use client'

import { type ComponentType, type ReactNode, useEffect, useState } from 'react'

/**
 * A component whose code comes when it is first drawn, or earlier by `load`; then it is drawn at once. React's own `lazy`
 * would show nothing first, for 300 ms, even where the code is there: keys pressed meanwhile would go elsewhere.
 */
export function late<Props extends object>(
  bring: () => Promise<ComponentType<Props>>,
  waiting: () => ReactNode = () => null,
) {
  let Brought: ComponentType<Props> | undefined
  const load = async () => {
    Brought ??= await bring()
  }
  function Late(props: Props) {
    const [is, setIs] = useState({ there: Brought !== undefined, failed: undefined as unknown })
    useEffect(() => {
      if (!is.there) {
        load().then(
          () => setIs({ there: true, failed: undefined }),
          (failed: unknown) => setIs({ there: false, failed: failed ?? new Error('a part of the page did not come') }),
        )
      }
    }, [is.there])
    // The page's own error boundary says so, and offers to load it again.
    if (is.failed !== undefined) throw is.failed
    return Brought && is.there ? <Brought {...props} /> : waiting()
  }
  return Object.assign(Late, { load })
}
