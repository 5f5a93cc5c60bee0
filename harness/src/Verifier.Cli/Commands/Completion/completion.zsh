# Completion of dotnet-verifier for zsh; from: dotnet verifier completion zsh
_dotnet_verifier() {
    local line="${BUFFER#"$words[1]"}" skipped="${#words[1]}"
    local -a found
    found=("${(@f)$("$words[1]" "[suggest:$((CURSOR - skipped - 1))]" "${line# }" 2>/dev/null)}")
    compadd -a found || _files
}
compdef _dotnet_verifier dotnet-verifier
