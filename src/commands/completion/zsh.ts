/** Completion for zsh: a file `_media-session` in a directory of fpath, or sourced once compinit has run. */
export const ZSH_SCRIPT = `#compdef media-session
# zsh completion for media-session, made by: media-session completion zsh

_media-session() {
  local line text ret=1
  local -a before whole open
  # Quotes are taken off, never evaluated.
  (( CURRENT > 2 )) && before=("\${(@Q)words[2,CURRENT-1]}")
  for line in "\${(@f)$(command media-session __complete -- "\${before[@]}" "\${(Q)PREFIX}" </dev/null 2>/dev/null)}"; do
    if [[ $line == :files ]]; then
      [[ $PREFIX == --*=* ]] && compset -P 1 '*='
      _files
      return
    fi
    [[ -n $line ]] || continue
    # _describe wants candidate:description.
    text=\${line%%$'\\t'*}
    text=\${\${text//\\\\/\\\\\\\\}//:/\\\\:}
    [[ $line == *$'\\t'* ]] && text+=":\${line#*$'\\t'}"
    if [[ \${line%%$'\\t'*} == *= ]]; then open+=("$text"); else whole+=("$text"); fi
  done
  (( \${#whole} )) && _describe -V -t values argument whole && ret=0
  (( \${#open} )) && _describe -V -t keys key open -S '' && ret=0
  return ret
}

if [[ \${funcstack[1]-} == _media-session ]]; then
  # Loaded from fpath: this file is the body of the function at its first call.
  _media-session "$@"
elif (( \${+functions[compdef]} )); then
  compdef _media-session media-session
else
  print -u2 'media-session completion: run compinit first (autoload -Uz compinit && compinit).'
fi
`;
