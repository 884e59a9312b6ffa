declare module '*.woff2' {
  /** Where the browser fetches the file. */
  const address: string
  export default address
}
