export { writeTemplate } from './write-template.js'
export { writeTree } from './write-tree.js'
