import {
  derived,
  type Getter,
  map,
  type MapField,
  monthlyUsers,
  optional,
  quantity,
  required,
  section,
  withDefault,
  word,
} from '#read/form/index.js'
import {
  DURATION,
  PLANNED_KINDS,
  printQuantity,
  RATE,
  RUNTIMES,
  SIZE,
  WORKLOAD_KINDS,
  type Payload,
  type Rates,
  type Work,
  type Workload,
} from '#spec/index.js'

const COMPUTES = ['api', 'web', 'worker'] as const
const MB = 1024 ** 2

/** The longest a request or message may be asked to take: what a container can do; Lambda's limit is judged by the search. */
const LONGEST_WORK = '12 h'

export const KIND = required('kind', {
  about:
    'what is built: api (callers wait for JSON), web (people wait for pages), static-site (files only), worker (messages from a queue)',
  field: word({
    words: WORKLOAD_KINDS,
    refused: Object.fromEntries(PLANNED_KINDS.map((kind) => [kind, 'this kind of workload is not built yet'])),
  }),
})

const RUNTIME = withDefault(
  'runtime',
  {
    about: "language of the first handler, by Lambda's name; a container of your own decides for itself",
    kinds: COMPUTES,
    field: word({ words: RUNTIMES }),
  },
  () => ({ value: 'python3.13', why: 'among the shortest cold starts, and needs no build step' }),
)

const WALL = withDefault(
  'wall',
  { about: 'time that one request or message takes on average, waiting included', field: quantity(DURATION, '1 ms', LONGEST_WORK) },
  ({ kind }) =>
    kind === 'worker'
      ? { value: '500 ms', why: 'some calls to other systems for a message' }
      : { value: '100 ms', why: 'a few calls to a database for a request' },
)
const CPU = derived(
  'cpu',
  { about: 'part of it on a processor: what containers are sized by', field: quantity(DURATION, '0.1 ms', LONGEST_WORK) },
  'a quarter of wall',
)
const MEMORY = withDefault('memory', { about: 'memory that one execution of it needs', field: quantity(SIZE, '1 MB', '120 GB') }, () => ({
  value: '512 MB',
  why: 'an interpreter, an SDK and room to work',
}))
const MAX = derived(
  'max',
  { about: 'the longest that one may take: the timeout', field: quantity(DURATION, '1 s', LONGEST_WORK) },
  '10 s (60 s for a worker), or twice wall where that is longer',
)

const WORK_FIELD: MapField<Work> = map({
  keys: [WALL, CPU, MEMORY, MAX],
  build(get) {
    const wallMs = get(WALL)
    const cpuMs = get(CPU, {
      value: printQuantity(DURATION, Math.max(0.1, Math.round(wallMs * 2.5) / 10)),
      why: 'most of a request is waiting for a database: a quarter of its wall time is computing',
    })
    const memoryMb = get(MEMORY) / MB
    const usualMs = get.scope.kind === 'worker' ? 60_000 : 10_000
    const maxMs = get(MAX, {
      value: printQuantity(DURATION, Math.max(usualMs, 2 * wallMs)),
      why: 'far above the mean, far below what would hide a hanging call',
    })
    get.check(cpuMs <= wallMs, CPU, {
      message: `is ${printQuantity(DURATION, cpuMs)}, more than the ${printQuantity(DURATION, wallMs)} of wall: right only for work on several processors at once`,
      sound: [WALL],
      severity: 'warning',
    })
    get.check(maxMs >= wallMs, MAX, {
      message: `is ${printQuantity(DURATION, maxMs)}, less than the ${printQuantity(DURATION, wallMs)} that one takes on average (wall)`,
      sound: [WALL],
    })
    return { wallMs, cpuMs, memoryMb, maxSeconds: maxMs / 1000 }
  },
})
export const WORK = section('work', { about: 'what one request or message costs to handle', kinds: COMPUTES, field: WORK_FIELD })

const IN = withDefault('in', { about: 'mean size of a request, or of a message', field: quantity(SIZE, '0 B', '5 TB') }, ({ kind }) =>
  kind === 'api' || kind === 'worker'
    ? { value: '2 KB', why: 'a small JSON document and its headers' }
    : { value: '1 KB', why: 'headers and cookies' },
)
const OUT = withDefault(
  'out',
  {
    about: 'mean size of a response; of an object of a static site; of what a worker sends to the internet',
    field: quantity(SIZE, '0 B', '5 TB'),
  },
  ({ kind }) => {
    if (kind === 'api') return { value: '8 KB', why: 'a JSON document with some rows' }
    if (kind === 'worker') return { value: '0 B', why: 'results stay in AWS' }
    return { value: '50 KB', why: 'pages, scripts and images, compressed, on average' }
  },
)
export const PAYLOAD = section('payload', {
  about: 'mean bytes of one request or message',
  field: map({ keys: [IN, OUT], build: (get): Payload => ({ inBytes: get(IN), outBytes: get(OUT) }) }),
})

export const WORKLOAD = required('workload', {
  about: 'what is built and what one request costs it',
  field: map({
    keys: [KIND, RUNTIME, WORK, PAYLOAD],
    build(get): Workload {
      const kind = get(KIND)
      const runtime = kind === 'static-site' ? 'none' : get(RUNTIME)
      return { kind, runtime, work: kind === 'static-site' ? NO_WORK : get(WORK), payload: get(PAYLOAD) }
    },
  }),
})

/** A static site computes nothing: zero is what it does, not what nobody knows. */
export const NO_WORK: Work = { wallMs: 0, cpuMs: 0, memoryMb: 0, maxSeconds: 0 }

const RATES = quantity(RATE, '1/month', '1M/s')
export const AVERAGE = withDefault('average', { about: 'requests or messages, mean over the month', field: RATES }, () => ({
  value: '1/s',
  why: 'nobody said; 2.6 million a month',
}))
export const PEAK = derived(
  'peak',
  { about: 'the same in the busiest minutes: what has to be stood without errors', field: RATES },
  'five times average',
)

/** The two rates of a map that has the keys `average` and `peak`. */
export function ratesOf(get: Getter): Rates {
  const averagePerSecond = get(AVERAGE)
  const usualPeak = Math.min(5 * averagePerSecond, 1e6)
  const peakPerSecond = get(PEAK, {
    value: printQuantity(RATE, usualPeak),
    why: 'traffic of people at work peaks at about five times its mean',
  })
  const message = `is ${printQuantity(RATE, peakPerSecond)}, below the average of ${printQuantity(RATE, averagePerSecond)}; a peak is at least the average`
  get.check(peakPerSecond >= averagePerSecond, PEAK, { message, sound: [AVERAGE] })
  return { averagePerSecond, peakPerSecond }
}

export const TRAFFIC = section('traffic', { about: 'requests or messages', field: map({ keys: [AVERAGE, PEAK], build: ratesOf }) })

export const USERS = optional('users', {
  about: 'monthly active users: what is billed per user needs it, and stays without a price else',
  field: monthlyUsers,
})
