# Completion of dotnet-verifier for fish; from: dotnet verifier completion fish
function __dotnet_verifier
    set -l line (commandline -cp | string replace -r '^\s*\S+ ?' '')
    dotnet-verifier "[suggest:"(string length -- "$line")"]" "$line" 2>/dev/null
end
complete -c dotnet-verifier -a '(__dotnet_verifier)'
