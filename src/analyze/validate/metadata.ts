import { didYouMean, entryOf } from '#core/index.js'
import { atEntry, atItem, type Place, ROOT } from './place.js'
import type { Walk } from './walk.js'

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-interface.html, read 2026-11. */
const INTERFACE = /^AWS::CloudFormation::Interface$/

/** How the console shows the parameters: the names in it are parameters. A wrong one is only not shown. */
export function checkInterface(walk: Walk): void {
  const metadata = entryOf(walk.declared.root, 'Metadata')
  const shown = metadata?.value.kind === 'map' ? metadata.value.entries.findLast(({ key }) => INTERFACE.test(key)) : undefined
  if (metadata === undefined || shown === undefined) return
  const place = atEntry(atEntry(ROOT, metadata), shown)
  const groups = entryOf(shown.value, 'ParameterGroups')
  if (groups?.value.kind === 'list') {
    const at = atEntry(place, groups)
    groups.value.items.forEach((group, index) => {
      const names = entryOf(group, 'Parameters')
      if (names?.value.kind !== 'list') return
      const list = atEntry(atItem(at, index, group), names)
      names.value.items.forEach((name, position) => {
        if (name.kind === 'scalar') checkName(String(name.value), atItem(list, position, name), walk)
      })
    })
  }
  const labels = entryOf(shown.value, 'ParameterLabels')
  if (labels?.value.kind === 'map')
    for (const entry of labels.value.entries) checkName(entry.key, atEntry(atEntry(place, labels), entry), walk)
}

function checkName(name: string, place: Place, { declared, report }: Walk): void {
  if (declared.parameters.has(name) || declared.transforms.open.has('Parameters')) return
  const message = `there is no parameter "${name}" to show${didYouMean(name, declared.parameters.keys())}`
  report.add({ code: 'interface-parameter-missing', message, place })
}
