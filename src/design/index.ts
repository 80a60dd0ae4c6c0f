export { designFor } from './design.js'
export type {
  Candidate,
  Certificate,
  Command,
  Decision,
  Design,
  DesignedStack,
  DesignOutcome,
  Figures,
  Note,
  Recovery,
} from './types.js'
