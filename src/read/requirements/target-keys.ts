import { type Field, list, map, orNone, quantity, section, withDefault, word } from '#read/form/index.js'
import { AUTHENTICATIONS, COMPLIANCE, DATA_CLASSES, DURATION, type Requirements, SHARE, type Targets } from '#spec/index.js'

const AVAILABILITY = withDefault(
  'availability',
  { about: 'share of the time in which requests succeed, or none', field: orNone(quantity(SHARE, '50%', '99.9999%')) },
  ({ environment }) =>
    ({
      prod: { value: '99.9%', why: '44 minutes of a month: what one region with two zones reaches with care' },
      staging: { value: '99.5%', why: 'half a working day of a month' },
      dev: { value: '99%', why: 'seven hours of a month' },
    })[environment],
)
const P99 = withDefault(
  'p99',
  {
    about: 'time within which 99 of 100 requests are answered (api, web) or messages are worked off (worker), or none',
    kinds: ['api', 'web', 'worker'],
    field: orNone(quantity(DURATION, '1 ms', '24 h')),
  },
  ({ kind }) => {
    if (kind === 'worker') return { value: 'none', why: 'nobody waits for a message' }
    return kind === 'web'
      ? { value: '1 s', why: 'a page that takes longer feels slow' }
      : { value: '500 ms', why: 'a screen calls two or three of them in a row' }
  },
)
const RTO = withDefault(
  'rto',
  {
    about: 'time in which it works again after the loss of an instance, a zone or the data, or none',
    field: orNone(quantity(DURATION, '0 s', '30 days')),
  },
  ({ environment }) =>
    ({
      prod: { value: '4 h', why: 'enough to restore a database from its backup' },
      staging: { value: '1 day', why: 'the next working day' },
      dev: { value: '1 day', why: 'the next working day' },
    })[environment],
)
const RPO = withDefault(
  'rpo',
  {
    about: 'span of the newest data that may be lost, or none',
    kinds: ['api', 'web', 'worker'],
    field: orNone(quantity(DURATION, '0 s', '30 days')),
  },
  ({ environment }) =>
    ({
      prod: { value: '5 min', why: 'what point-in-time recovery of RDS and DynamoDB reaches' },
      staging: { value: '1 day', why: 'a backup every night' },
      dev: { value: '1 day', why: 'a backup every night' },
    })[environment],
)

const seconds = (milliseconds: number | undefined): number | undefined => (milliseconds === undefined ? undefined : milliseconds / 1000)

export const TARGETS = section('targets', {
  about: 'what the design has to reach; the cheapest one that does is chosen',
  field: map({
    keys: [AVAILABILITY, P99, RTO, RPO],
    build: (get): Targets => ({
      availability: get(AVAILABILITY),
      p99Ms: get(P99),
      rtoSeconds: seconds(get(RTO)),
      rpoSeconds: seconds(get(RPO)),
    }),
  }),
})

const AUTHENTICATION = withDefault(
  'authentication',
  {
    about:
      'who checks that a caller may call: none (nobody, or the application itself), cognito (users who sign in), iam (signed requests)',
    field: word({ words: AUTHENTICATIONS }),
  },
  ({ kind }) =>
    ({
      api: { value: 'cognito', why: 'an API that anyone may call has to be asked for' },
      web: { value: 'none', why: 'a web application signs its users in itself' },
      'static-site': { value: 'none', why: 'a site is for everyone' },
      worker: { value: 'iam', why: 'SQS takes signed requests only' },
    })[kind],
)
const AUTHENTICATION_OF = { api: ['none', 'cognito', 'iam'], web: ['none'], 'static-site': ['none'], worker: ['iam'] } as const

// A framework that is named and not checked is said so each time, never passed over.
const FRAMEWORK: Field<(typeof COMPLIANCE)[number]> = (() => {
  const field = word({ words: COMPLIANCE })
  return {
    ...field,
    read(tree, at) {
      const framework = field.read(tree, at)
      if (at.reading.sound(at.path)) {
        at.reading.report('info', 'not-checked', `compliance with ${framework} is not checked: no control of it is built yet`, at)
      }
      return framework
    },
  }
})()

const FRAMEWORKS = withDefault(
  'compliance',
  { about: 'frameworks that apply; none is checked yet, which reports say', field: list(FRAMEWORK, COMPLIANCE.length) },
  () => ({
    value: [],
    why: 'none was named',
  }),
)
const DATA_CLASS = withDefault(
  'data',
  { about: 'how much it would hurt if strangers read the data: public, internal, personal', field: word({ words: DATA_CLASSES }) },
  ({ kind }) =>
    kind === 'static-site'
      ? { value: 'public', why: 'a site is for everyone' }
      : { value: 'internal', why: 'most data is neither public nor about people' },
)

export const SECURITY = section('security', {
  about: 'who may call, and what is protected',
  field: map({
    keys: [AUTHENTICATION, FRAMEWORKS, DATA_CLASS],
    build(get): Requirements['security'] {
      const authentication = get(AUTHENTICATION)
      const { kind } = get.scope
      const allowed: readonly string[] = kind === undefined ? AUTHENTICATIONS : AUTHENTICATION_OF[kind]
      get.check(allowed.includes(authentication), AUTHENTICATION, {
        message: `is ${authentication}, which is not built for the workload kind ${kind ?? ''}; write ${allowed.join(' or ')}`,
      })
      return { authentication, compliance: get(FRAMEWORKS), data: get(DATA_CLASS) }
    },
  }),
})
