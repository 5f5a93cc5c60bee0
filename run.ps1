# Runs Verifier from this checkout and hands on its exit code: .\run.ps1 <verb> [options]
# Without arguments it does the main job: every scenario against every driver it names.
# No logic here: all verbs live in the command line tool (.\run.ps1 --help).
$project = Join-Path $PSScriptRoot 'harness/src/Verifier.Cli'
# Stays if dotnet itself cannot be started.
$global:LASTEXITCODE = 70
if ($args.Count -eq 0) {
    & dotnet run --project $project -- run (Join-Path $PSScriptRoot 'scenarios')
} else {
    & dotnet run --project $project -- @args
}
exit $LASTEXITCODE
