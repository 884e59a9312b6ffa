/** Next drains its requests and then exits 143; to whoever supervises us a clean stop is 0. */
export function endWithZero(): void {
  process.once('SIGTERM', () => {
    process.once('exit', () => {
      process.exitCode = 0
    })
  })
}
