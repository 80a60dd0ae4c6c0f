import { didYouMean } from '#core/index.js'
import type { SizeKind } from '#catalog/index.js'
import { type Located, type ModelContext, type ResourceModel, itemsOf, textOf, valuesAt } from './model.js'

interface SizePlace {
  readonly kind: SizeKind
  /** `*` is each item of a list. */
  readonly path: string
}

const at = (kind: SizeKind, ...paths: readonly string[]): readonly SizePlace[] => paths.map((path) => ({ kind, path }))

const PLACES: ReadonlyMap<string, readonly SizePlace[]> = new Map([
  ['AWS::EC2::Instance', at('ec2', 'InstanceType')],
  ['AWS::EC2::LaunchTemplate', at('ec2', 'LaunchTemplateData.InstanceType')],
  ['AWS::EC2::SpotFleet', at('ec2', 'SpotFleetRequestConfigData.LaunchSpecifications.*.InstanceType')],
  ['AWS::AutoScaling::LaunchConfiguration', at('ec2', 'InstanceType')],
  ['AWS::AutoScaling::AutoScalingGroup', at('ec2', 'MixedInstancesPolicy.LaunchTemplate.Overrides.*.InstanceType')],
  ['AWS::EKS::Nodegroup', at('ec2', 'InstanceTypes.*')],
  ['AWS::RDS::DBInstance', at('rds', 'DBInstanceClass')],
  ['AWS::RDS::DBCluster', at('rds', 'DBClusterInstanceClass')],
  ['AWS::ElastiCache::CacheCluster', at('elasticache', 'CacheNodeType')],
  ['AWS::ElastiCache::ReplicationGroup', at('elasticache', 'CacheNodeType')],
  ['AWS::DocDB::DBInstance', at('docdb', 'DBInstanceClass')],
  ['AWS::Neptune::DBInstance', at('neptune', 'DBInstanceClass')],
  ['AWS::Redshift::Cluster', at('redshift', 'NodeType')],
  ['AWS::DAX::Cluster', at('dax', 'NodeType')],
  ['AWS::AmazonMQ::Broker', at('mq', 'HostInstanceType')],
])

export const sizeOfInstance: ResourceModel = {
  id: 'sizes',
  code: 'size-unknown',
  types: [...PLACES.keys()],
  refs: [
    'https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/instance-types.html',
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Concepts.DBInstanceClass.html',
  ],
  examples: {
    wrong: [
      { name: 'no such size', props: { InstanceType: 't3.mega' }, says: 'there is no t3.mega' },
      { name: 'a letter too many', props: { InstanceType: 't33.micro' }, says: 'did you mean "t3.micro"?' },
      {
        name: 'a class without its db',
        template: { Resources: { D: { Type: 'AWS::RDS::DBInstance', Properties: { DBInstanceClass: 't3.micro' } } } },
        says: 'did you mean "db.t3.micro"?',
      },
      {
        name: 'one that the engine does not run on',
        template: {
          Resources: { D: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'aurora-mysql', DBInstanceClass: 'db.m5.large' } } },
        },
        says: 'aurora-mysql does not run on db.m5.large',
      },
      { name: 'not in the region', region: 'eu-west-3', props: { InstanceType: 'p5.48xlarge' }, says: 'eu-west-3 has no p5.48xlarge' },
      {
        name: 'in a list',
        template: { Resources: { G: { Type: 'AWS::EKS::Nodegroup', Properties: { InstanceTypes: ['m5.large', 'm5.lagre'] } } } },
        says: 'm5.lagre',
      },
    ],
    right: [
      { name: 'there', props: { InstanceType: 't3.micro' }, region: 'us-east-1' },
      { name: 'of a parameter', props: { InstanceType: { Ref: 'Type' } } },
      { name: 'of a mapping', props: { InstanceType: { 'Fn::FindInMap': ['Sizes', 'prod', 'Type'] } } },
      {
        name: 'without servers',
        template: {
          Resources: { D: { Type: 'AWS::RDS::DBInstance', Properties: { Engine: 'aurora-mysql', DBInstanceClass: 'db.serverless' } } },
        },
      },
      { name: 'in an unknown region', props: { InstanceType: 't3.micro' }, region: 'us-east-9' },
    ],
  },
  check({ type, properties: tree, place }, context) {
    for (const { kind, path } of PLACES.get(type) ?? []) {
      const engine = kind === 'rds' ? onlyText(valuesAt({ tree, place }, 'Engine')) : undefined
      for (const value of sizesAt({ tree, place }, path.split('.'))) checkSize(value, kind, { engine, context })
    }
  },
}

function sizesAt(from: Located, [key, ...rest]: readonly string[]): readonly Located[] {
  if (key === undefined) return [from]
  const found = key === '*' ? itemsOf(from).flatMap((item) => valuesAt(item)) : valuesAt(from, key)
  return found.flatMap((each) => sizesAt(each, rest))
}

function onlyText(values: readonly Located[]): string | undefined {
  return values.length === 1 ? textOf(values[0]?.tree) : undefined
}

interface Here {
  readonly engine: string | undefined
  readonly context: ModelContext
}

function checkSize({ tree, place }: Located, kind: SizeKind, { engine, context }: Here): void {
  const name = textOf(tree) ?? ''
  if (name === '' || /\$\{|\{\{/.test(name)) return
  const { catalog, region } = context
  const list = catalog.sizes(kind)
  const complain = (message: string, severity: 'error' | 'warning'): void => context.complain(message, place, { atValue: true, severity })
  if (!list.has(name)) {
    const near = list.has(`db.${name}`) ? ` (did you mean "db.${name}"?)` : didYouMean(name, list.names)
    if (!mayBeNew(name, list.names)) complain(`there is no ${name}${near}`, 'error')
    else if (near !== '') complain(`the catalog knows no ${name}${near}`, 'warning')
  } else if (engine !== undefined && !runsOn(engine, name, context)) complain(`${engine} does not run on ${name}`, 'warning')
  else if (list.inRegion(name, region ?? '') === false) complain(`${region} has no ${name}`, 'warning')
}

function runsOn(engine: string, name: string, { catalog }: ModelContext): boolean {
  const classes = catalog.engine('rds', engine)?.classes ?? []
  return classes.length === 0 || classes.includes(name)
}

/** AWS adds families, and sizes to families; it does not change how they are written. */
function mayBeNew(name: string, names: readonly string[]): boolean {
  const size = name.slice(name.lastIndexOf('.'))
  return name.split('.').length === (names[0]?.split('.').length ?? 0) && names.some((each) => each.endsWith(size)) && /\d/.test(name)
}
