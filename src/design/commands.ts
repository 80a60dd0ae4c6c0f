import type { Requirements } from '#spec/index.js'
import { WEB_ACL_PARAMETER } from './assemble/static-site.js'
import { knowsCloudFrontPrefixList, PREFIX_LIST_PARAMETER } from './blocks/index.js'
import type { Plan } from './plan.js'
import type { Command, Design, DesignedStack } from './types.js'

const tags = ({ name, environment }: Requirements): string => `--tags design=${name} environment=${environment}`

/** The AWS CLI takes a template from disk up to this size; each of ours is smaller. */
function deployCommand(stack: DesignedStack, requirements: Requirements, extra = ''): Command {
  const name = stack.name === 'main' ? requirements.name : `${requirements.name}-${stack.name}`
  return {
    title: stack.name === 'main' ? 'Deploy' : `Deploy the ${stack.name} stack (${stack.region})`,
    command: `aws cloudformation deploy --region ${stack.region} --stack-name ${name} --template-file ${stack.file} --capabilities CAPABILITY_IAM${extra} ${tags(requirements)}`,
  }
}

/** The id of CloudFront's prefix list, looked up where the template does not know it. */
const PREFIX_LIST_LOOKUP =
  "$(aws ec2 describe-managed-prefix-lists --region REGION --filters Name=prefix-list-name,Values=com.amazonaws.global.cloudfront.origin-facing --query 'PrefixLists[0].PrefixListId' --output text)"

function parametersOf(plan: Plan, { region }: Requirements): string {
  if (plan.front.value.kind !== 'cloudfront-alb' || knowsCloudFrontPrefixList(region)) return ''
  return ` --parameter-overrides ${PREFIX_LIST_PARAMETER}="${PREFIX_LIST_LOOKUP.replace('REGION', region)}"`
}

export function deployCommands(plan: Plan, stacks: readonly DesignedStack[], requirements: Requirements): readonly Command[] {
  const edge = stacks.find(({ name }) => name === 'edge')
  const main = stacks.filter(({ name }) => name === 'main')
  if (edge === undefined) return main.map((stack) => deployCommand(stack, requirements, parametersOf(plan, requirements)))
  const arn = `$(aws cloudformation describe-stacks --region ${edge.region} --stack-name ${requirements.name}-edge --query "Stacks[0].Outputs[?OutputKey=='WebAclArn'].OutputValue" --output text)`
  return [
    deployCommand(edge, requirements),
    ...main.map((stack) => deployCommand(stack, requirements, ` --parameter-overrides ${WEB_ACL_PARAMETER}="${arn}"`)),
  ]
}

/** Shell lines that the other commands stand on: the stack, its region, and a way to read an output. */
export function shellSetup({ name, region }: Requirements): Command {
  return {
    title: 'Once in the shell',
    command: `export AWS_REGION=${region} STACK=${name}\nOUTPUT() { aws cloudformation describe-stacks --stack-name "$STACK" --query "Stacks[0].Outputs[?OutputKey=='$1'].OutputValue" --output text; }`,
  }
}

export function teardownCommands(stacks: readonly DesignedStack[], { name }: Requirements): readonly Command[] {
  return stacks.map((stack) => {
    const stackName = stack.name === 'main' ? name : `${name}-${stack.name}`
    return {
      title: stack.name === 'main' ? 'Delete the stack' : `Delete the ${stack.name} stack`,
      command: `aws cloudformation delete-stack --region ${stack.region} --stack-name ${stackName}\naws cloudformation wait stack-delete-complete --region ${stack.region} --stack-name ${stackName}`,
    }
  })
}

/** Minutes that CloudFormation usually takes for the slowest parts (knowledge; they are made side by side). */
export function deployMinutes(plan: Plan): Design['deployMinutes'] {
  const parts: { readonly low: number; readonly high: number; readonly why: string }[] = [
    { low: 2, high: 4, why: 'functions, tables and queues' },
  ]
  if (plan.front.value.kind === 'cloudfront-s3') parts.push({ low: 4, high: 8, why: 'the CloudFront distribution' })
  if (plan.front.value.kind === 'cloudfront-alb') parts.push({ low: 10, high: 20, why: 'the VPC origin and the CloudFront distribution' })
  if (plan.compute.value.kind === 'fargate') parts.push({ low: 6, high: 12, why: 'the load balancer and the first healthy tasks' })
  const database = plan.store.value.database
  if (database?.kind === 'rds')
    parts.push(database.multiAz ? { low: 15, high: 25, why: 'the Multi-AZ database' } : { low: 8, high: 15, why: 'the database' })
  if (database?.kind === 'aurora') parts.push({ low: 10, high: 20, why: 'the Aurora cluster' })
  return parts.reduce((slowest, part) => (part.high > slowest.high ? part : slowest))
}
