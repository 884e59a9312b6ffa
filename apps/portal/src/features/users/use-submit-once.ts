import { useRef } from 'react'

/** Runs one submission at a time: a double click is faster than React disables a button. */
export function useSubmitOnce<T extends unknown[]>(submit: (...input: T) => Promise<void>) {
  const running = useRef(false)
  return async (...input: T) => {
    if (running.current) return
    running.current = true
    try {
      await submit(...input)
    } finally {
      running.current = false
    }
  }
}
