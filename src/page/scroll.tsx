import type { ComponentChildren } from 'preact';

interface ScrollProps {
  label: string;
  /** What it is called in the style sheet. */
  name?: string;
  children: ComponentChildren;
}

/** What may be wider than the page: it scrolls by itself, with the keyboard too. */
export function Scroll({ label, name = '', children }: ScrollProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by those without a mouse
    <div class={`scroll ${name}`} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
