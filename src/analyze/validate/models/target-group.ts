import { isWhole, numberAt, textAt } from './links.js'
import { type Located, type ModelContext, type ResourceModel, at } from './model.js'

const REFUSED = ['HealthCheckPort', 'HealthCheckProtocol', 'Port', 'Protocol', 'ProtocolVersion', 'VpcId']
const NEEDED = ['Port', 'Protocol', 'VpcId']
const web = { Port: 80, Protocol: 'HTTP', VpcId: 'vpc-1' }

export const targetsOfGroup: ResourceModel = {
  id: 'target-group',
  code: 'target-group',
  types: ['AWS::ElasticLoadBalancingV2::TargetGroup'],
  refs: ['https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html'],
  examples: {
    wrong: [
      { name: 'a function with a port', props: { TargetType: 'lambda', Port: 80 }, says: 'takes no Port' },
      { name: 'instances without a network', props: { TargetType: 'instance', Port: 80, Protocol: 'HTTP' }, says: 'needs VpcId' },
      { name: 'the type of AWS', props: { Protocol: 'HTTP', VpcId: 'vpc-1' }, says: 'needs Port' },
      { name: 'the port of appliances', props: { Port: 443, Protocol: 'GENEVE', VpcId: 'vpc-1' }, says: '6081' },
      { name: 'codes of no protocol', props: { ...web, HealthCheckProtocol: 'TCP', Matcher: { HttpCode: '200' } }, says: 'Matcher' },
      {
        name: 'a timeout longer than the interval',
        props: { ...web, HealthCheckTimeoutSeconds: 30, HealthCheckIntervalSeconds: 10 },
        says: '30',
      },
    ],
    right: [
      { name: 'a function', props: { TargetType: 'lambda' } },
      { name: 'addresses', props: { TargetType: 'ip', ...web, HealthCheckPath: '/health', Matcher: { HttpCode: '200-299' } } },
      { name: 'of a parameter', props: { TargetType: { Ref: 'Type' } } },
      { name: 'of one or the other', props: { TargetType: { 'Fn::If': ['Function', 'lambda', 'ip'] }, VpcId: 'vpc-1' } },
    ],
  },
  check({ properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    const type = at(own, 'TargetType') === undefined ? 'instance' : textAt(own, 'TargetType')
    if (type === 'lambda') checkFunctions(own, context)
    else if (type !== undefined) {
      const needed = NEEDED.find((name) => at(own, name) === undefined)
      if (needed !== undefined) context.complain(`a target group of the type ${type} needs ${needed}`, place)
    }
    const port = textAt(own, 'Port') ?? '6081'
    if (textAt(own, 'Protocol') === 'GENEVE' && port !== '6081')
      context.complain(`the protocol GENEVE takes only the port 6081, not ${port}`, at(own, 'Port')?.place ?? place)
    checkHealth(own, context)
  },
}

function checkFunctions(own: Located, { complain }: ModelContext): void {
  const refused = REFUSED.map((name) => ({ name, value: at(own, name) })).find(({ value }) => value !== undefined)
  if (refused !== undefined) complain(`a target group of functions takes no ${refused.name}`, refused.value?.place ?? own.place)
}

function checkHealth(own: Located, { complain }: ModelContext): void {
  const protocol = textAt(own, 'HealthCheckProtocol')
  const matcher = at(own, 'Matcher')
  if (protocol !== undefined && !['HTTP', 'HTTPS'].includes(protocol) && matcher !== undefined)
    complain(`Matcher is taken only with the HealthCheckProtocol HTTP or HTTPS, not ${protocol}`, matcher.place)
  const [timeout, interval] = ['HealthCheckTimeoutSeconds', 'HealthCheckIntervalSeconds'].map((name) => numberAt(own, name))
  if (timeout !== undefined && interval !== undefined && timeout > interval)
    complain(
      `HealthCheckTimeoutSeconds ${timeout} must not be above HealthCheckIntervalSeconds ${interval}`,
      at(own, 'HealthCheckTimeoutSeconds')?.place ?? own.place,
    )
}
