// What the benchmark of the cost engine runs, bundled as the command line is.
export { billOf, quantitiesOf } from '#analyze/cost/index.js'
export { openCatalog } from '#catalog/index.js'
export { treeOf } from '#core/index.js'
export { graphOf, queryOf } from '#graph/index.js'
export { assumptionsOf } from '#spec/index.js'
export { packFolder } from '../../src/adapters/packs.js'
