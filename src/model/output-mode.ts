/** How the user wants the output. */
export interface OutputMode {
  json: boolean;
  quiet: boolean;
  verbose: boolean;
  /** Findings with the line of the file that they are about. */
  excerpts: boolean;
  /** Undefined where the user leaves it to the program. */
  color: boolean | undefined;
}
