/** Probability that an arriving request waits in an M/M/c queue (Erlang C), from the Erlang B recursion. `load` = arrivals x service time. */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1
  let blocking = 1
  for (let i = 1; i <= servers; i += 1) blocking = (load * blocking) / (i + load * blocking)
  const rho = load / servers
  return blocking / (1 - rho * (1 - blocking))
}

/** P(sojourn time > t) in an M/M/c queue; `perSecond` arrivals, `seconds` mean service time. */
function tail(servers: number, perSecond: number, seconds: number, t: number): number {
  const mu = 1 / seconds
  const waits = erlangC(servers, perSecond * seconds)
  const drain = servers * mu - perSecond
  const own = Math.exp(-mu * t)
  if (Math.abs(drain - mu) < mu * 1e-9) return own + waits * mu * t * own
  return own + (waits * mu * (own - Math.exp(-drain * t))) / (drain - mu)
}

/** Quantile of the sojourn time in seconds, by bisection; Infinity when the queue grows without end. */
export function sojournQuantile(
  queue: { readonly servers: number; readonly perSecond: number; readonly seconds: number },
  quantile: number,
): number {
  const { servers, perSecond, seconds } = queue
  if (perSecond * seconds >= servers) return Number.POSITIVE_INFINITY
  let low = 0
  let high = seconds
  while (tail(servers, perSecond, seconds, high) > 1 - quantile) high *= 2
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (tail(servers, perSecond, seconds, middle) > 1 - quantile) low = middle
    else high = middle
  }
  return high
}

/** Fewest servers whose p99 sojourn time is at most `limitSeconds`. */
export function serversFor(perSecond: number, seconds: number, limitSeconds: number): number {
  let servers = Math.max(1, Math.ceil(perSecond * seconds + 1e-9))
  // An M/M/c queue never answers faster than the service itself: p99 of one service is 4.6 times its mean.
  const reachable = Math.max(limitSeconds, seconds * 4.7)
  while (sojournQuantile({ servers, perSecond, seconds }, 0.99) > reachable) servers += 1
  return servers
}

/** Concurrent executions that are exceeded one second in a thousand (Poisson, normal approximation). */
export function concurrencyP999(perSecond: number, seconds: number): number {
  const mean = perSecond * seconds
  return Math.ceil(mean + 3.1 * Math.sqrt(mean))
}
