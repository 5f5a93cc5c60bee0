using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;

namespace Verifier.Engine.Shrinking;

/// <summary>
/// What goes wrong in a scenario while nothing is made to fail: findings, and operations that end otherwise than the script says or cannot be tried. A smaller scenario must not
/// have more of it than the one it was made from, or it would test something else.
/// </summary>
internal sealed class GoldenHealth
{
    private readonly ImmutableHashSet<string> _findings;
    private readonly ImmutableHashSet<(string Word, string? Name, OperationState State, uint? Status)> _operations;

    private GoldenHealth(RunResult golden)
    {
        var bad = golden.Run.Operations.Where(o => o.State is OperationState.Pending or OperationState.CheckFailed or OperationState.Interrupted);
        _findings = [.. golden.Findings.Select(f => Fingerprint.Of(golden.Run, f).Text)];
        _operations = [.. bad.Concat(UnintendedEndings.Of(golden.Run)).Select(o => (o.Operation.Word, o.Operation.Name, o.State, o.Status?.Value))];
    }

    /// <summary>The health of a run without faults.</summary>
    public static GoldenHealth Of(RunResult golden) => new(golden);

    /// <summary>True if nothing goes wrong in this run that does not go wrong in the other.</summary>
    public bool IsNoWorseThan(GoldenHealth other) => _findings.IsSubsetOf(other._findings) && _operations.IsSubsetOf(other._operations);
}
