import { SingleBar } from 'cli-progress'

export interface Progress {
  update: (done: number) => void
  stop: () => void
}

const linesWithoutTerminal = 10

/** A bar with rate and remaining time on a terminal; about ten plain lines anywhere else. */
export function createProgress(label: string, total: number): Progress {
  if (!process.stdout.isTTY) return createLines(label, total)
  const bar = new SingleBar({
    format: `${label} {bar} {percentage} % | {value}/{total} | {eta_formatted} left`,
    hideCursor: true,
  })
  bar.start(total, 0)
  return { update: (done) => bar.update(done), stop: () => bar.stop() }
}

function createLines(label: string, total: number): Progress {
  const step = total / linesWithoutTerminal
  let next = step
  return {
    update: (done) => {
      if (done < next && done < total) return
      console.log(`${label}: ${done} of ${total}`)
      next = done + step
    },
    stop: () => {},
  }
}
