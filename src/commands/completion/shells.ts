import { BASH_SCRIPT } from './bash.ts';
import { FISH_SCRIPT } from './fish.ts';
import { ZSH_SCRIPT } from './zsh.ts';

/** What a shell needs to complete our words. */
export interface ShellCompletion {
  script: string;
  /** One line to type, once. */
  install: string;
}

/** The shells we complete for: the help and the README are drawn from this. */
export const SHELLS = {
  bash: { script: BASH_SCRIPT, install: "echo 'source <(media-session completion bash)' >> ~/.bashrc" },
  zsh: { script: ZSH_SCRIPT, install: "echo 'source <(media-session completion zsh)' >> ~/.zshrc" },
  fish: {
    script: FISH_SCRIPT,
    install: 'media-session completion fish > ~/.config/fish/completions/media-session.fish',
  },
} as const satisfies Record<string, ShellCompletion>;

/** The name of a shell in {@link SHELLS}. */
export type ShellName = keyof typeof SHELLS;

/** All their names, in the order in which a help text lists them. */
export const SHELL_NAMES = Object.keys(SHELLS) as readonly ShellName[];

/** Whether a text names one of these shells. */
export function isShellName(text: string): text is ShellName {
  return Object.hasOwn(SHELLS, text);
}
