/** Completion for fish. The condition asks for candidates; where it fails, fish completes names of files. */
export const FISH_SCRIPT = `# fish completion for media-session, made by: media-session completion fish

function __media_session_complete
    set -l words (commandline -opc)
    set -e words[1]
    # A quote may still be open.
    set -l current (string trim --left --chars='"\\'' -- (commandline -ct))
    set -g __media_session_found (command media-session __complete -- $words "$current" </dev/null 2>/dev/null)
    test "$__media_session_found" != :files
end

complete -c media-session -e
complete -c media-session -k -f -n __media_session_complete -a '$__media_session_found'
`;
