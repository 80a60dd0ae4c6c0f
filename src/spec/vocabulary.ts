/** What can be designed today. */
export const WORKLOAD_KINDS = ['api', 'web', 'static-site', 'worker'] as const
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number]
/** Kinds that are planned: refused by name. */
export const PLANNED_KINDS = ['schedule', 'stream', 'batch', 'data-lake', 'inference', 'hybrid'] as const

export const ENVIRONMENTS = ['prod', 'staging', 'dev'] as const
export type Environment = (typeof ENVIRONMENTS)[number]

/** Runtimes for which a first handler is made, by the name that Lambda gives them. */
export const RUNTIMES = ['python3.12', 'python3.13', 'python3.14', 'nodejs22.x', 'nodejs24.x'] as const

export const DATA_MODELS = ['key-value', 'relational', 'object'] as const
export type DataModel = (typeof DATA_MODELS)[number]

export const CONSISTENCIES = ['eventual', 'strong', 'transactional'] as const
export type Consistency = (typeof CONSISTENCIES)[number]

export const AUTHENTICATIONS = ['none', 'cognito', 'iam'] as const
export type Authentication = (typeof AUTHENTICATIONS)[number]

/** How much it would hurt if strangers read the data. */
export const DATA_CLASSES = ['public', 'internal', 'personal'] as const
export type DataClass = (typeof DATA_CLASSES)[number]

/** Frameworks that can be named. None is checked yet, which every report says. */
export const COMPLIANCE = ['gdpr', 'hipaa', 'pci-dss', 'soc2'] as const

export type Skill = 'serverless' | 'containers' | 'vms' | 'databases'
/** 0: none, 1: has seen it, 2: works with it, 3: runs it in production. */
export type SkillLevel = 0 | 1 | 2 | 3

/** How the design is written. */
export const IAC = ['cloudformation'] as const
export type Iac = (typeof IAC)[number]
export const PLANNED_IAC = ['cdk', 'terraform'] as const

/** Services that a `must` can name. */
export const SERVICES = [
  'alb',
  'aurora',
  'cloudfront',
  'cognito',
  'dynamodb',
  'fargate',
  'http-api',
  'kms',
  'lambda',
  'nat-gateway',
  'rds',
  'rest-api',
  's3',
  'sqs',
  'vpc',
  'vpc-endpoint',
  'waf',
] as const
export type Service = (typeof SERVICES)[number]

/** Demands on the shape of a design that no single service stands for. */
export const SHAPES = {
  'single-az': 'one availability zone, whatever the environment',
  'two-az': 'two availability zones',
  'three-az': 'three availability zones',
  'nat-per-az': 'a NAT gateway in every zone that has one at all',
  'private-only': 'no address of ours that the internet reaches',
} as const satisfies Record<string, string>
export type Shape = keyof typeof SHAPES

/** One word of `must`: a service that has to be, or must not be, in the design, or a demand on its shape. */
export type Must = `no-${Service}` | `use-${Service}` | Shape

function isShape(word: string): word is Shape {
  return Object.hasOwn(SHAPES, word)
}

/** Every word that `must` takes, in the order in which they are documented. */
export const MUST_WORDS: readonly Must[] = [
  ...SERVICES.flatMap((service): Must[] => [`no-${service}`, `use-${service}`]),
  ...Object.keys(SHAPES).filter(isShape),
]

/** Words of `must` that cannot both be met. */
export function contradictionOf(must: readonly Must[]): readonly [Must, Must] | undefined {
  for (const service of SERVICES) {
    if (must.includes(`no-${service}`) && must.includes(`use-${service}`)) return [`no-${service}`, `use-${service}`]
  }
  const zones = (['single-az', 'two-az', 'three-az'] as const).filter((shape) => must.includes(shape))
  const [first, second] = zones
  if (first !== undefined && second !== undefined) return [first, second]
  if (must.includes('nat-per-az') && must.includes('no-nat-gateway')) return ['nat-per-az', 'no-nat-gateway']
  return must.includes('use-nat-gateway') && must.includes('no-vpc') ? ['use-nat-gateway', 'no-vpc'] : undefined
}
