import { entryOf, type JsonObject } from '#core/index.js'
import { linkOf, linked, propertiesOf } from './links.js'
import { at, type ModelContext, type ResourceModel, type Subject } from './model.js'

const API = 'AWS::ApiGateway::RestApi'
const METHOD = 'AWS::ApiGateway::Method'
const DEPLOYMENT = 'AWS::ApiGateway::Deployment'
const STAGE = 'AWS::ApiGateway::Stage'
const template = (deployment: JsonObject, stage: JsonObject = {}, api: JsonObject = { Name: 'a' }): JsonObject => ({
  Resources: {
    Api: { Type: API, Properties: api },
    Other: { Type: API, Properties: { Name: 'b', Body: {} } },
    Get: { Type: METHOD, Properties: { RestApiId: { Ref: 'Api' }, ResourceId: 'r', HttpMethod: 'GET', AuthorizationType: 'NONE' } },
    Deployment: { Type: DEPLOYMENT, Properties: { RestApiId: { Ref: 'Api' } }, ...deployment },
    Stage: { Type: STAGE, Properties: { RestApiId: { Ref: 'Api' }, DeploymentId: { Ref: 'Deployment' }, StageName: 's', ...stage } },
  },
})

export const deploymentOfApi: ResourceModel = {
  id: 'api-deployment',
  code: 'api-deployment',
  types: [DEPLOYMENT, STAGE],
  refs: ['https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-deployment.html'],
  examples: {
    wrong: [
      { name: 'made before there are methods', template: template({}), says: 'DependsOn: [Get]' },
      {
        name: 'a stage of another API',
        template: template({ DependsOn: 'Get' }, { RestApiId: { Ref: 'Other' } }),
        says: 'Deployment is of Api, not of Other',
      },
    ],
    right: [
      { name: 'after a method', template: template({ DependsOn: ['Get'] }) },
      { name: 'an API of a document', template: template({}, {}, { Body: {} }) },
      { name: 'an API from elsewhere', props: { RestApiId: { 'Fn::ImportValue': 'api' } } },
    ],
  },
  check(subject, context) {
    const own = { tree: subject.properties, place: subject.place }
    const api = linked(own, 'RestApiId', [API], context.declared)
    if (api === undefined) return
    if (subject.type === DEPLOYMENT) return checkOrder(subject, api.id, context)
    const deployment = linked(own, 'DeploymentId', [DEPLOYMENT], context.declared)
    const theirs = deployment === undefined ? undefined : linked(propertiesOf(deployment), 'RestApiId', [API], context.declared)
    if (deployment !== undefined && theirs !== undefined && theirs.id !== api.id)
      context.complain(`${deployment.id} is of ${theirs.id}, not of ${api.id}`, at(own, 'DeploymentId')?.place ?? own.place)
  },
}

/** A deployment copies the methods that are there, and an API without methods cannot be deployed. */
function checkOrder({ member }: Subject, api: string, { declared, complain }: ModelContext): void {
  const own = declared.resources.get(api)
  const body = own === undefined ? undefined : propertiesOf(own)
  if (
    body === undefined ||
    body.tree.kind !== 'map' ||
    ['Body', 'BodyS3Location', 'CloneFrom'].some((name) => at(body, name) !== undefined)
  )
    return
  const methods = declared.ofType(METHOD).filter((method) => linkOf(at(propertiesOf(method), 'RestApiId')?.tree) === api)
  const after = entryOf(member.tree, 'DependsOn') !== undefined
  const [first] = methods
  if (first === undefined || after || namesAny(member.tree, new Set(methods.map(({ id }) => id)))) return
  complain(
    `the deployment may be made before the methods of ${api}; write DependsOn: [${methods
      .slice(0, 3)
      .map(({ id }) => id)
      .join(', ')}]`,
    member.place,
    {
      severity: 'warning',
    },
  )
}

function namesAny(tree: Subject['properties'], ids: ReadonlySet<string>): boolean {
  const id = linkOf(tree)
  if (id !== undefined && ids.has(id)) return true
  if (tree.kind === 'list') return tree.items.some((item) => namesAny(item, ids))
  return tree.kind === 'map' && tree.entries.some(({ value }) => namesAny(value, ids))
}
