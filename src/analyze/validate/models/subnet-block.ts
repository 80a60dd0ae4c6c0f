import { entryOf, type JsonObject } from '#core/index.js'
import { callIn } from '../functions.js'
import type { Declared, Member } from '../template.js'
import { type Block, blockOf, blockText, contains, overlap } from './cidr.js'
import { literalOf } from './literal.js'
import { at, type ResourceModel, type Subject, textOf } from './model.js'

const SUBNET = 'AWS::EC2::Subnet'
const NETWORK = 'AWS::EC2::VPC'
const FURTHER_BLOCK = 'AWS::EC2::VPCCidrBlock'

const network = (subnets: Readonly<Record<string, JsonObject | string>>, more: JsonObject = {}): JsonObject => ({
  Resources: {
    Vpc: { Type: NETWORK, Properties: { CidrBlock: '10.0.0.0/16' } },
    ...Object.fromEntries(
      Object.entries(subnets).map(([id, CidrBlock]) => [id, { Type: SUBNET, Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock } }]),
    ),
    ...more,
  },
})
const nth = (index: number): JsonObject => ({ 'Fn::Select': [index, { 'Fn::Cidr': [{ 'Fn::GetAtt': ['Vpc', 'CidrBlock'] }, 4, 8] }] })

export const blockOfSubnet: ResourceModel = {
  id: 'subnet-block',
  code: 'subnet-range',
  types: [SUBNET],
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/subnet-sizing.html'],
  examples: {
    wrong: [
      {
        name: 'outside of the network',
        template: network({ A: '10.1.0.0/24' }),
        says: '10.1.0.0/24 is not inside of 10.0.0.0/16, the block of Vpc',
      },
      {
        name: 'one over another',
        template: network({ A: '10.0.0.0/20', B: '10.0.8.0/24' }),
        says: '10.0.8.0/24 overlaps 10.0.0.0/20 of A',
      },
      { name: 'the same of a list twice', template: network({ A: nth(1), B: nth(1) }), says: '10.0.1.0/24 overlaps' },
      { name: 'too small', template: network({ A: '10.0.0.0/29' }), says: 'from /16 to /28' },
    ],
    right: [
      { name: 'side by side', template: network({ A: '10.0.0.0/24', B: '10.0.1.0/24' }) },
      { name: 'of a list', template: network({ A: nth(0), B: nth(1) }) },
      {
        name: 'in a further block of the network',
        template: network(
          { A: '10.1.0.0/24' },
          { More: { Type: FURTHER_BLOCK, Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: { Ref: 'AWS::StackName' } } } },
        ),
      },
      {
        name: 'another network',
        template: network(
          { A: '10.0.0.0/24' },
          { B: { Type: SUBNET, Properties: { VpcId: { 'Fn::ImportValue': 'other' }, CidrBlock: '10.0.0.0/24' } } },
        ),
      },
      {
        name: 'one or the other',
        template: network(
          {},
          {
            A: { Type: SUBNET, Condition: 'Small', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/24' } },
            B: { Type: SUBNET, Condition: 'Large', Properties: { VpcId: { Ref: 'Vpc' }, CidrBlock: '10.0.0.0/20' } },
          },
        ),
      },
    ],
  },
  check(subject, { declared, complain }) {
    const { properties: tree, place } = subject
    const given = at({ tree, place }, 'CidrBlock')
    const block = literalBlock(subject.member, declared)
    const vpc = networkOf(subject.member)
    if (given === undefined || block === undefined) return
    if (block.bits < 16 || block.bits > 28)
      complain(`${blockText(block)} is no size of a subnet; it goes from /16 to /28`, given.place, { atValue: true })
    if (vpc === undefined) return
    const whole = blockOfNetwork(vpc, declared)
    if (whole !== undefined && !contains(whole, block))
      complain(`${blockText(block)} is not inside of ${blockText(whole)}, the block of ${vpc}`, given.place, { atValue: true })
    for (const { id, theirs } of earlierIn(subject, vpc, declared))
      if (overlap(theirs, block)) complain(`${blockText(block)} overlaps ${blockText(theirs)} of ${id}`, given.place, { atValue: true })
  },
}

function literalBlock({ tree }: Member, declared: Declared): Block | undefined {
  const literal = literalOf(entryOf(entryOf(tree, 'Properties')?.value, 'CidrBlock')?.value, declared)
  return typeof literal === 'string' ? blockOf(literal) : undefined
}

/** The network of the template that a subnet or a further block belongs to. */
function networkOf({ tree }: Member): string | undefined {
  const value = entryOf(entryOf(tree, 'Properties')?.value, 'VpcId')?.value
  const call = value === undefined ? undefined : callIn(value)
  if (call?.name === 'Ref') return textOf(call.argument)
  if (call?.name !== 'Fn::GetAtt') return undefined
  return call.argument.kind === 'list' ? textOf(call.argument.items[0]) : textOf(call.argument)?.split('.')[0]
}

/** The only block of a network; undefined when it has more, or its own is not known. */
function blockOfNetwork(id: string, declared: Declared): Block | undefined {
  const own = declared.ofType(NETWORK).find((member) => member.id === id)
  const further = declared.ofType(FURTHER_BLOCK).some((member) => networkOf(member) === id)
  return own === undefined || further ? undefined : literalBlock(own, declared)
}

/** Subnets of the same network, declared before, that may be there together with the subject. */
function* earlierIn({ member }: Subject, vpc: string, declared: Declared): Iterable<{ readonly id: string; readonly theirs: Block }> {
  const own = conditionOf(member)
  for (const other of declared.ofType(SUBNET)) {
    if (other.id === member.id) return
    if (networkOf(other) !== vpc) continue
    const condition = conditionOf(other)
    // Two conditions may exclude each other.
    if (condition !== undefined && own !== undefined && condition !== own) continue
    const theirs = literalBlock(other, declared)
    if (theirs !== undefined) yield { id: other.id, theirs }
  }
}

function conditionOf({ tree }: Member): string | undefined {
  return textOf(entryOf(tree, 'Condition')?.value)
}
