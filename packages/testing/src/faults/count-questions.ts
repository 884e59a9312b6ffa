import type { TcpProxy } from './world/tcp-proxy.js'

/** What fills the cache asks for; reconcile's other questions are none. */
const fillQuestion = /directory\.(?:profiles|snapshot)/

/** Counts the questions for users that pass on a line to the directory. */
export function countQuestions(line: TcpProxy): { count: () => number; stop: () => void } {
  let questions = 0
  const stop = line.watch((chunk, direction) => {
    if (direction === 'up' && fillQuestion.test(chunk.toString('latin1'))) questions += 1
  })
  return { count: () => questions, stop }
}
