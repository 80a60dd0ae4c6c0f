import {
  derived,
  type Field,
  type Key,
  line,
  list,
  map,
  type MapField,
  monthlyUsd,
  number,
  optional,
  required,
  section,
  withDefault,
  word,
  yesOrNo,
} from '#read/form/index.js'
import {
  contradictionOf,
  ENVIRONMENTS,
  IAC,
  type Must,
  MUST_WORDS,
  PLANNED_IAC,
  type Requirements,
  SERVICES,
  SHAPES,
  type SkillLevel,
} from '#spec/index.js'
import { ASSUMPTIONS_KEY } from './assumption-keys.js'
import { DATA } from './data-keys.js'
import { SECURITY, TARGETS } from './target-keys.js'
import { TRAFFIC, USERS, WORKLOAD } from './workload-keys.js'

const NAME = required('name', {
  about: 'name of the system: stack, tags and files carry it',
  field: line({
    write: 'at most 31 lower-case letters, digits and hyphens that begin with a letter, such as orders',
    pattern: '^[a-z][a-z0-9-]{0,30}$',
    longest: 31,
    examples: ['orders'],
  }),
})

const ENVIRONMENT = withDefault(
  'environment',
  {
    about: 'prod, staging or dev: targets, number of zones, retention and deletion protection follow from it',
    field: word({
      words: ENVIRONMENTS,
      refused: { production: 'it is called prod here', development: 'it is called dev here', test: 'it is called staging here' },
    }),
  },
  () => ({ value: 'prod', why: 'the environment in which mistakes cost most' }),
)

const REGION_TEXT = line({
  write: 'an AWS region such as eu-west-1',
  pattern: '^[a-z]{2}(-[a-z]+)+-[0-9]$',
  longest: 25,
  examples: ['eu-west-1'],
})

export const REGION_FIELD: Field<string> = {
  ...REGION_TEXT,
  read(tree, at) {
    const [first, ...others] = at.reading.scope.regions ?? []
    return first === undefined ? REGION_TEXT.read(tree, at) : word({ words: [first, ...others] }).read(tree, at)
  },
}

const REGION = withDefault('region', { about: 'AWS region', field: REGION_FIELD }, () => ({
  value: 'us-east-1',
  why: 'every service is there, at prices that no region undercuts by much',
}))

const BUDGET = optional('budget', {
  about: 'the most that a month may cost: dearer designs are rejected, and AWS Budgets warns at 80%',
  field: monthlyUsd,
})

const ALERTS = optional('alerts', {
  about: 'e-mail address for alarms and budget notices; without it nobody is told',
  field: line({
    write: 'an e-mail address such as ops@example.com',
    pattern: String.raw`^[A-Za-z0-9._%+\-]+@[A-Za-z0-9.\-]+\.[A-Za-z]{2,}$`,
    longest: 254,
    examples: ['ops@example.com'],
  }),
})

const HOST = required('name', {
  about: 'host name',
  field: line({
    write: 'a host name such as www.example.com',
    pattern: String.raw`^([a-z0-9]([a-z0-9\-]*[a-z0-9])?\.)+[a-z]{2,}$`,
    longest: 253,
    examples: ['www.example.com'],
  }),
})
const CERTIFICATE = required('certificate', {
  about: 'ARN of an ACM certificate for it',
  field: line({
    write: 'the ARN of an ACM certificate such as arn:aws:acm:us-east-1:111122223333:certificate/…',
    pattern: '^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/[A-Za-z0-9-]+$',
    longest: 200,
    examples: ['arn:aws:acm:us-east-1:111122223333:certificate/12345678-1234-1234-1234-123456789012'],
  }),
})
const DOMAIN = optional('domain', {
  about: 'a host name of your own; without it callers use the name that AWS gives',
  kinds: ['api', 'web', 'static-site'],
  field: map({ keys: [HOST, CERTIFICATE], build: (get) => ({ name: get(HOST), certificate: get(CERTIFICATE) }) }),
})

const CORS = withDefault(
  'cors',
  {
    about: 'origins of web pages whose scripts may call the API',
    kinds: ['api'],
    field: list(
      line({
        write: 'an origin such as https://shop.example.com (named one by one; "*" would let every site call)',
        pattern: String.raw`^https?://[A-Za-z0-9.\-]+(:[0-9]{1,5})?$`,
        longest: 260,
        examples: ['https://shop.example.com'],
      }),
      20,
    ),
  },
  () => ({ value: [], why: 'no page of another origin calls it' }),
)

const CONTAINER_KINDS = ['api', 'web'] as const

const IMAGE = optional('image', {
  about: 'container image of your own, used if the design runs containers; without it a public one answers the health check',
  kinds: CONTAINER_KINDS,
  field: line({
    write: 'an image such as public.ecr.aws/nginx/nginx:1.27',
    pattern: '^[a-z0-9][A-Za-z0-9._/:@-]*$',
    longest: 512,
    examples: ['public.ecr.aws/nginx/nginx:1.27'],
  }),
})
const PORT = number(1, 65_535, 'whole')
const IMAGE_PORT = derived(
  'image-port',
  { about: 'port that the image listens on', kinds: CONTAINER_KINDS, field: { ...PORT, schema: { ...PORT.schema, examples: [8080] } } },
  '80, where there is an image',
)
const HEALTH_CHECK = derived(
  'health-check',
  {
    about: 'path of the image that answers 200 to everyone',
    kinds: CONTAINER_KINDS,
    field: line({ write: 'a path such as /health', pattern: String.raw`^/[A-Za-z0-9._~/\-]*$`, longest: 200, examples: ['/health'] }),
  },
  '/, where there is an image',
)

const LEVELS = [0, 1, 2, 3] as const
const LEVEL: Field<SkillLevel> = (() => {
  const whole = number(0, 3, 'whole')
  return {
    ...whole,
    blank: 0,
    read(tree, at) {
      const level = whole.read(tree, at)
      return LEVELS.find((each) => each === level) ?? 0
    },
  }
})()

function skill(name: string, about: string): Key<SkillLevel> {
  return withDefault(name, { about: `${about}: 0 none, 1 has seen it, 2 works with it, 3 runs it in production`, field: LEVEL }, () => ({
    value: 2,
    why: 'counts neither for nor against a design',
  }))
}
const SERVERLESS = skill('serverless', 'functions and managed services')
const CONTAINERS = skill('containers', 'images and container services')
const VMS = skill('vms', 'servers')
const DATABASES = skill('databases', 'running relational databases')

const TEAM_SKILLS = section('skills', {
  about: 'what the team knows; a missing skill makes a design more of a burden, and never hides it',
  field: map({
    keys: [SERVERLESS, CONTAINERS, VMS, DATABASES],
    build: (get): Requirements['team']['skills'] => ({
      serverless: get(SERVERLESS),
      containers: get(CONTAINERS),
      vms: get(VMS),
      databases: get(DATABASES),
    }),
  }),
})
const ON_CALL = withDefault('on-call', { about: 'whether someone answers alarms at night', field: yesOrNo }, ({ environment }) => ({
  value: environment === 'prod',
  why: environment === 'prod' ? 'production needs someone who answers' : 'nobody gets up for it',
}))
const TEAM = section('team', {
  about: 'who will run it',
  field: map({ keys: [TEAM_SKILLS, ON_CALL], build: (get): Requirements['team'] => ({ skills: get(TEAM_SKILLS), onCall: get(ON_CALL) }) }),
})

const IAC_KEY = withDefault(
  'iac',
  {
    about: 'form of the template',
    field: word({ words: IAC, refused: Object.fromEntries(PLANNED_IAC.map((each) => [each, 'writing this form is not built yet'])) }),
  },
  () => ({ value: 'cloudformation', why: 'AWS deploys it without another tool' }),
)

function wordsOfMust(): [Must, ...Must[]] {
  const [first = 'single-az', ...others] = MUST_WORDS
  return [first, ...others]
}

const MUST = withDefault(
  'must',
  {
    about: `what the design must have or avoid: no-SERVICE or use-SERVICE (${SERVICES.join(', ')}), ${Object.keys(SHAPES).join(', ')}`,
    field: list(
      word({ words: wordsOfMust(), instead: `no-SERVICE, use-SERVICE (${SERVICES.join(', ')}), ${Object.keys(SHAPES).join(', ')}` }),
      MUST_WORDS.length,
    ),
  },
  () => ({ value: [], why: 'the search is free' }),
)

const IMAGE_DEFAULTS = {
  port: { value: 80, why: 'where web servers in containers usually listen' },
  path: { value: '/', why: 'the home page' },
} as const

/** The whole file. */
export const REQUIREMENTS: MapField<Requirements> = map({
  keys: [
    NAME,
    ENVIRONMENT,
    WORKLOAD,
    TRAFFIC,
    USERS,
    DATA,
    TARGETS,
    SECURITY,
    REGION,
    BUDGET,
    ALERTS,
    DOMAIN,
    CORS,
    IMAGE,
    IMAGE_PORT,
    HEALTH_CHECK,
    TEAM,
    IAC_KEY,
    MUST,
    ASSUMPTIONS_KEY,
  ],
  build(get): Requirements {
    const image = get(IMAGE)
    const must = get(MUST)
    const [one, other] = contradictionOf(must) ?? []
    get.check(one === undefined, MUST, { message: `has ${one ?? ''} and ${other ?? ''}, which cannot both be; remove one` })
    for (const key of [IMAGE_PORT, HEALTH_CHECK]) {
      get.check(image !== undefined || !get.states(key), key, {
        message: 'means nothing without an image; add one or remove it',
        sound: [IMAGE],
      })
    }
    return {
      name: get(NAME),
      environment: get(ENVIRONMENT),
      workload: get(WORKLOAD),
      traffic: get(TRAFFIC),
      users: get(USERS),
      data: get(DATA),
      targets: get(TARGETS),
      security: get(SECURITY),
      region: get(REGION),
      budgetUsdPerMonth: get(BUDGET),
      alerts: get(ALERTS),
      domain: get(DOMAIN),
      cors: get(CORS),
      image,
      imagePort: image === undefined ? undefined : get(IMAGE_PORT, IMAGE_DEFAULTS.port),
      healthCheckPath: image === undefined ? undefined : get(HEALTH_CHECK, IMAGE_DEFAULTS.path),
      team: get(TEAM),
      iac: get(IAC_KEY),
      must,
      assumptions: get(ASSUMPTIONS_KEY),
    }
  },
})
