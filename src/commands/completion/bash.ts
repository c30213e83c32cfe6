/**
 * Completion for bash 4 and 5, with or without the package bash-completion. bash splits a word at the characters
 * of COMP_WORDBREAKS, `=` and `:` among them, so the words are first put together again, from the line as typed. What
 * comes back to bash must then begin where bash believes the word to begin.
 */
export const BASH_SCRIPT = `# bash completion for media-session, made by: media-session completion bash
_media_session() {
  local rest=\${COMP_LINE:0:COMP_POINT} words=() gap word i
  for ((i = 0; i <= COMP_CWORD; i++)); do
    gap=\${rest%%[![:space:]]*}
    rest=\${rest#"$gap"}
    word=\${COMP_WORDS[i]}
    # The word at the cursor ends at the cursor.
    ((i == COMP_CWORD)) && word=$rest
    rest=\${rest#"$word"}
    if ((i == 0)) || [[ -n $gap ]]; then words+=("$word"); else words[\${#words[@]} - 1]+=$word; fi
  done

  # Quotes are taken off, never evaluated.
  local raw=\${words[\${#words[@]} - 1]}
  local quotes='["'\\''\\\\]'
  words=("\${words[@]//$quotes/}")
  local current=\${words[\${#words[@]} - 1]} breaks=\${COMP_WORDBREAKS//[!=:@]/} head=''
  [[ -n $breaks ]] && head=\${current%"\${current##*[$breaks]}"}

  local candidate
  COMPREPLY=()
  while IFS=$'\\t' read -r candidate _; do
    if [[ $candidate == :files ]]; then
      _media_session_files "$current" "$head" "$raw"
      return
    fi
    [[ $candidate == "$current"* ]] || continue
    candidate=\${candidate#"$head"}
    # Within quotes bash adds no more of its own, and none are needed.
    [[ $raw == *[\\"\\']* ]] || printf -v candidate '%q' "$candidate"
    COMPREPLY+=("$candidate")
  done < <(command media-session __complete -- "\${words[@]:1}" </dev/null 2>/dev/null)
  if ((\${#COMPREPLY[@]} == 1)) && [[ \${COMPREPLY[0]} == *= ]]; then compopt -o nospace 2>/dev/null; fi
}

_media_session_files() {
  local current=$1 head=$2 raw=$3 file word
  if [[ $current == --*=* && -z $head ]]; then
    # Somebody took the = out of COMP_WORDBREAKS: to bash, --body=file is one word, which it inserts as it comes. So the name,
    # which anybody may have chosen, is quoted here. Within quotes of the user's that cannot be done safely.
    [[ $raw == *[\\"\\']* ]] && return
    while IFS= read -r file; do
      # The lines of a name that has several are no names.
      [[ -e $file || -L $file ]] || continue
      [[ -d $file ]] && file+=/
      printf -v word '%q' "$file"
      COMPREPLY+=("\${current%%=*}=$word")
    done < <(compgen -f -- "\${current#*=}")
    if ((\${#COMPREPLY[@]} == 1)) && [[ \${COMPREPLY[0]} == */ ]]; then compopt -o nospace 2>/dev/null; fi
  else
    # With no candidate of ours, bash completes the name of a file in its own way.
    compopt -o default 2>/dev/null
  fi
}

# bash before 4.4 has no nosort.
complete -o nosort -F _media_session media-session 2>/dev/null || complete -F _media_session media-session
`;
