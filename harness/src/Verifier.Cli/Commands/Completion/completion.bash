# Completion of dotnet-verifier for bash; from: dotnet verifier completion bash
_dotnet_verifier() {
    local line="${COMP_LINE#"$1"}" skipped="${#1}"
    local IFS=$'\n'
    COMPREPLY=($(compgen -W "$("$1" "[suggest:$((COMP_POINT - skipped - 1))]" "${line# }" 2>/dev/null)" -- "${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _dotnet_verifier dotnet-verifier
