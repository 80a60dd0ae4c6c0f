import { blockOf, blockText } from './cidr.js'
import { type ResourceModel, textOf, valuesAt } from './model.js'

export const sizeOfNetwork: ResourceModel = {
  id: 'network-size',
  code: 'subnet-range',
  types: ['AWS::EC2::VPC', 'AWS::EC2::VPCCidrBlock'],
  refs: ['https://docs.aws.amazon.com/vpc/latest/userguide/vpc-cidr-blocks.html'],
  examples: {
    wrong: [
      { name: 'too large', props: { CidrBlock: '10.0.0.0/8' }, says: 'from /16 to /28' },
      { name: 'too small', props: { CidrBlock: '10.0.0.0/29' }, says: 'from /16 to /28' },
    ],
    right: [
      { name: 'the largest', props: { CidrBlock: '10.0.0.0/16' } },
      { name: 'of a parameter', props: { CidrBlock: { Ref: 'Block' } } },
    ],
  },
  check({ properties: tree, place }, { complain }) {
    for (const value of valuesAt({ tree, place }, 'CidrBlock')) {
      const block = blockOf(textOf(value.tree) ?? '')
      if (block !== undefined && (block.bits < 16 || block.bits > 28))
        complain(`${blockText(block)} is no size of a network; it goes from /16 to /28`, value.place, { atValue: true })
    }
  },
}
