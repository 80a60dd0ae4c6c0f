import type { JsonObject } from '#core/index.js'
import { jsonIn } from '../json-text.js'
import { isGiven, isWhole, linked, linkOf, numberAt, propertiesOf, textAt } from './links.js'
import { at, type Located, type ModelContext, type ResourceModel, valuesAt } from './model.js'

const SCHEDULE = 'AWS::SecretsManager::RotationSchedule'
const SECRET = 'AWS::SecretsManager::Secret'
const FUNCTION = 'AWS::Lambda::Function'
const HOSTED = 'AWS::SecretsManager-2020-07-23'
const ROTATOR = 'secretsmanager.amazonaws.com'

const arn = 'arn:aws:lambda:eu-west-1:111122223333:function:rotate'
const rotation = (more: JsonObject): JsonObject => ({ SecretId: 'orders', RotationLambdaARN: arn, ...more })
const byFunction = (more: JsonObject): JsonObject => ({
  Resources: {
    Turn: { Type: SCHEDULE, Properties: { SecretId: 'orders', RotationLambdaARN: { 'Fn::GetAtt': ['Rotate', 'Arn'] } } },
    Rotate: { Type: FUNCTION, Properties: { Role: 'r', Code: { ImageUri: 'x' } } },
    ...more,
  },
})

export const rotationOfSecret: ResourceModel = {
  id: 'secret-rotation',
  code: 'secret-rotation',
  types: [SCHEDULE, SECRET],
  refs: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-rotationschedule.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/rotate-secrets_schedule.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-secretsmanager-secret-generatesecretstring.html',
  ],
  examples: {
    wrong: [
      {
        name: 'by nobody',
        template: {
          Resources: {
            R: { Type: SCHEDULE, Properties: { SecretId: { Ref: 'S' }, RotationRules: { AutomaticallyAfterDays: 30 } } },
            S: { Type: SECRET },
          },
        },
        says: 'needs RotationLambdaARN',
      },
      {
        name: 'by two',
        template: {
          Transform: HOSTED,
          Resources: { R: { Type: SCHEDULE, Properties: rotation({ HostedRotationLambda: { RotationType: 'MySQLSingleUser' } }) } },
        },
        says: 'not both',
      },
      {
        name: 'a hosted function without its transform',
        props: { SecretId: 'orders', HostedRotationLambda: { RotationType: 'MySQLSingleUser' } },
        says: `Transform: ${HOSTED}`,
      },
      {
        name: 'two rhythms',
        props: rotation({ RotationRules: { AutomaticallyAfterDays: 30, ScheduleExpression: 'rate(30 days)' } }),
        says: 'AutomaticallyAfterDays and ScheduleExpression',
      },
      { name: 'minutes', props: rotation({ RotationRules: { ScheduleExpression: 'rate(30 minutes)' } }), says: 'days or hours' },
      { name: 'too often', props: rotation({ RotationRules: { ScheduleExpression: 'rate(2 hours)' } }), says: 'at most every 4 hours' },
      { name: 'too seldom', props: rotation({ RotationRules: { AutomaticallyAfterDays: 1001 } }), says: 'from 1 to 1000' },
      { name: 'a function that may not be invoked', template: byFunction({}), says: 'lets secretsmanager.amazonaws.com invoke Rotate' },
      {
        name: 'a secret that is given and made',
        template: { Resources: { S: { Type: SECRET, Properties: { SecretString: 'x', GenerateSecretString: {} } } } },
        says: 'SecretString and GenerateSecretString',
      },
      {
        name: 'a template without its key',
        template: {
          Resources: { S: { Type: SECRET, Properties: { GenerateSecretString: { SecretStringTemplate: '{"username":"a"}' } } } },
        },
        says: 'need each other',
      },
      {
        name: 'a template that is no JSON',
        template: {
          Resources: {
            S: {
              Type: SECRET,
              Properties: { GenerateSecretString: { SecretStringTemplate: "{'username': 'a'}", GenerateStringKey: 'password' } },
            },
          },
        },
        says: 'must be the JSON text of a map',
      },
    ],
    right: [
      {
        name: 'a secret of a database',
        props: { SecretId: { 'Fn::GetAtt': ['Db', 'MasterUserSecret.SecretArn'] }, RotationRules: { AutomaticallyAfterDays: 30 } },
      },
      { name: 'by a function of elsewhere', props: rotation({ RotationRules: { AutomaticallyAfterDays: 30 } }) },
      { name: 'at once', props: { SecretId: 'orders', RotateImmediatelyOnUpdate: true, RotationLambdaARN: { Ref: 'Rotate' } } },
      { name: 'hours', props: rotation({ RotationRules: { ScheduleExpression: 'rate(4 hours)', Duration: '3h' } }) },
      { name: 'a moment', props: rotation({ RotationRules: { ScheduleExpression: 'cron(0 8 1 * ? *)' } }) },
      {
        name: 'a hosted function',
        template: {
          Transform: HOSTED,
          Resources: { R: { Type: SCHEDULE, Properties: { SecretId: 'o', HostedRotationLambda: { RotationType: 'MySQLSingleUser' } } } },
        },
      },
      {
        name: 'a function that may be invoked',
        template: byFunction({
          Allow: {
            Type: 'AWS::Lambda::Permission',
            Properties: { Action: 'lambda:InvokeFunction', Principal: ROTATOR, FunctionName: { 'Fn::GetAtt': ['Rotate', 'Arn'] } },
          },
        }),
      },
      {
        name: 'a made secret',
        template: {
          Resources: {
            S: { Type: SECRET, Properties: { GenerateSecretString: { SecretStringTemplate: '{"u":"a"}', GenerateStringKey: 'p' } } },
          },
        },
      },
    ],
  },
  check({ type, properties: tree, place }, context) {
    const own = { tree, place }
    if (!isWhole(own)) return
    if (type === SECRET) return checkSecret(own, context)
    checkRotator(own, context)
    for (const rules of valuesAt(own, 'RotationRules')) checkRhythm(rules, context)
  },
}

function checkRotator(own: Located, { declared, complain }: ModelContext): void {
  const [named, hosted] = [at(own, 'RotationLambdaARN'), at(own, 'HostedRotationLambda')]
  // Secrets that another service makes are turned by that service.
  const isOwn = linked(own, 'SecretId', [SECRET], declared) !== undefined
  if (isOwn && named === undefined && hosted === undefined && at(own, 'RotationRules') !== undefined)
    complain('a rotation needs RotationLambdaARN or HostedRotationLambda', own.place)
  if (hosted !== undefined && isGiven(own, 'RotationLambdaARN') && isGiven(own, 'HostedRotationLambda'))
    complain('a rotation takes RotationLambdaARN or HostedRotationLambda, not both', hosted.place)
  if (hosted !== undefined && !declared.transforms.names.has(HOSTED) && declared.transforms.macro === undefined)
    complain(`HostedRotationLambda needs the line "Transform: ${HOSTED}" at the top of the template`, hosted.place)
  if (named !== undefined) checkInvoker(own, named, { declared, complain })
}

function checkInvoker(own: Located, named: Located, { declared, complain }: Pick<ModelContext, 'declared' | 'complain'>): void {
  const rotator = linked(own, 'RotationLambdaARN', [FUNCTION], declared)
  if (rotator === undefined) return
  const allowed = declared.ofType('AWS::Lambda::Permission').some((each) => {
    const permission = propertiesOf(each)
    const to = linkOf(at(permission, 'FunctionName')?.tree)
    const who = textAt(permission, 'Principal')
    return (to === rotator.id || to === undefined) && (who === undefined || who === ROTATOR)
  })
  if (allowed) return
  const message = `no AWS::Lambda::Permission lets ${ROTATOR} invoke ${rotator.id}; add one, or the rotation cannot be set up`
  complain(message, named.place, { severity: 'warning' })
}

function checkRhythm(rules: Located, { complain }: ModelContext): void {
  const [days, rhythm] = [at(rules, 'AutomaticallyAfterDays'), at(rules, 'ScheduleExpression')]
  if (days !== undefined && rhythm !== undefined)
    complain('a rotation takes one of AutomaticallyAfterDays and ScheduleExpression', rhythm.place)
  const count = numberAt(rules, 'AutomaticallyAfterDays') ?? 1
  if (days !== undefined && (count < 1 || count > 1000))
    complain(`AutomaticallyAfterDays goes from 1 to 1000, it is ${count}`, days.place, { atValue: true })
  const wrong = wrongRate(textAt(rules, 'ScheduleExpression') ?? '')
  if (rhythm !== undefined && wrong !== undefined) complain(wrong, rhythm.place, { atValue: true })
}

function wrongRate(text: string): string | undefined {
  const [, number = '', unit = ''] = /^rate\(\s*(\d+)\s+(\w+?)s?\s*\)$/.exec(text) ?? []
  if (unit === '' || unit === 'day') return undefined
  if (unit !== 'hour') return `the rate of a rotation is in days or hours, not "${unit}"`
  return Number(number) < 4 ? `a secret is rotated at most every 4 hours, not every ${number}` : undefined
}

function checkSecret(own: Located, { complain }: ModelContext): void {
  const made = at(own, 'GenerateSecretString')
  if (made !== undefined && isGiven(own, 'SecretString') && isGiven(own, 'GenerateSecretString'))
    complain('a secret takes one of SecretString and GenerateSecretString', made.place)
  for (const each of valuesAt(own, 'GenerateSecretString')) checkMade(each, complain)
}

function checkMade(made: Located, complain: ModelContext['complain']): void {
  const [template, key] = [at(made, 'SecretStringTemplate'), at(made, 'GenerateStringKey')]
  if (isWhole(made) && (template === undefined) !== (key === undefined))
    complain('SecretStringTemplate and GenerateStringKey need each other', (template ?? key ?? made).place)
  const read = template === undefined ? undefined : jsonIn(template.tree)
  if (template === undefined || read === undefined || (read !== 'broken' && read.tree.kind === 'map')) return
  // The text is not shown: it may hold a secret.
  complain('SecretStringTemplate must be the JSON text of a map, for example {"username":"admin"}', template.place, { atValue: true })
}
