using Verifier.Engine.Planning;

namespace Verifier.Cli.Loading;

/// <summary>One run to be done.</summary>
/// <param name="Plan">The run.</param>
internal sealed record PlannedRun(Plan Plan);
