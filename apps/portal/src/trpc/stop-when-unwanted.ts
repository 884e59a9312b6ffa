/**
 * Spread over the options of what is asked anew at every key or step: the answer that nobody waits for any more is given
 * up, so that it holds none of the few connections that a browser opens, and none of the service's time.
 */
export const stopWhenUnwanted = { trpc: { abortOnUnmount: true } } as const
