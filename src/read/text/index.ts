export { decodeText } from './decode.js'
export { type ReadOptions, readTree, type TextRead } from './read-tree.js'
