import { readTree, type TextRead } from '#read/text/index.js'
import { checkSections } from './sections.js'

/**
 * Reads a CloudFormation template (YAML or JSON, short forms made long) and says what is wrong with its top level: `not-a-template`,
 * `no-resources`, `unknown-section`, `section-shape`, `template-version`, besides all that `readTree` reports. What stands inside the
 * sections is not judged here. The tree is there even when its top level is wrong, undefined when the text could not be read.
 */
export async function readTemplate(text: string, file: string): Promise<TextRead> {
  const { tree, diagnostics } = await readTree(text, file, { cloudFormation: true })
  return { tree, diagnostics: tree === undefined ? diagnostics : [...diagnostics, ...checkSections(tree)] }
}
