/** Probability that an arriving request waits in an M/M/c queue (Erlang C), from the Erlang B recursion. `load` = arrivals x service time. */
export function erlangC(servers: number, load: number): number {
  if (load >= servers) return 1
  let blocking = 1
  for (let i = 1; i <= servers; i += 1) blocking = (load * blocking) / (i + load * blocking)
  const rho = load / servers
  return blocking / (1 - rho * (1 - blocking))
}

/** An M/M/c queue: arrivals a second, mean service time in seconds. */
export interface Queue {
  readonly servers: number
  readonly perSecond: number
  readonly seconds: number
}

/** P(sojourn time > t) of a queue in which an arriving request waits with the probability `waits`. */
function tail({ servers, perSecond, seconds }: Queue, waits: number, t: number): number {
  const mu = 1 / seconds
  const drain = servers * mu - perSecond
  const own = Math.exp(-mu * t)
  if (Math.abs(drain - mu) < mu * 1e-9) return own + waits * mu * t * own
  return own + (waits * mu * (own - Math.exp(-drain * t))) / (drain - mu)
}

/** Quantile of the sojourn time in seconds, by bisection; Infinity when the queue grows without end. */
export function sojournQuantile(queue: Queue, quantile: number): number {
  const { servers, perSecond, seconds } = queue
  if (perSecond * seconds >= servers) return Number.POSITIVE_INFINITY
  const waits = erlangC(servers, perSecond * seconds)
  const exceeds = (t: number): boolean => tail(queue, waits, t) > 1 - quantile
  let low = 0
  let high = seconds
  while (exceeds(high)) high *= 2
  for (let step = 0; step < 60; step += 1) {
    const middle = (low + high) / 2
    if (exceeds(middle)) low = middle
    else high = middle
  }
  return high
}

/** p99 of the service time alone is ln 100 = 4.6 times its mean; no number of servers gets below it. */
const NEAREST_TO_SERVICE = 4.7

/** Fewest servers whose p99 sojourn time is at most `limitSeconds`, or 4.7 service times where that is more. */
export function serversFor(perSecond: number, seconds: number, limitSeconds: number): number {
  const load = perSecond * seconds
  if (load === 0) return 1
  const limit = Math.max(limitSeconds, seconds * NEAREST_TO_SERVICE)
  const enough = (servers: number): boolean =>
    servers > load && tail({ servers, perSecond, seconds }, erlangC(servers, load), limit) <= 0.01
  // More servers are never slower: double the step up to enough, then halve it.
  let least = Math.max(1, Math.floor(load))
  if (enough(least)) return least
  let step = 1
  while (!enough(least + step)) step *= 2
  let most = least + step
  while (most - least > 1) {
    const middle = Math.floor((least + most) / 2)
    if (enough(middle)) most = middle
    else least = middle
  }
  return most
}

/** Above this mean the quantile of the normal distribution with its next term (Cornish-Fisher) is exact to one. */
const LARGE_MEAN = 700
const Z999 = 3.0902

/** Concurrent executions that are exceeded at one moment in a thousand: quantile of the Poisson distribution. */
export function concurrencyP999(perSecond: number, seconds: number): number {
  const mean = perSecond * seconds
  if (mean > LARGE_MEAN) return Math.ceil(mean + Z999 * Math.sqrt(mean) + (Z999 ** 2 - 1) / 6 - 0.5)
  let count = 0
  let probability = Math.exp(-mean)
  for (let atMost = probability; atMost < 0.999; atMost += probability) {
    count += 1
    probability *= mean / count
  }
  return count
}
