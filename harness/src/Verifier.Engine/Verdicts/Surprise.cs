using System.Collections.Immutable;

namespace Verifier.Engine.Verdicts;

/// <summary>A difference between a run, or an exploration, and its script's <c>expect:</c>.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Text">A sentence without a full stop.</param>
/// <param name="Finding">The first line of the finding that no entry asks for; null for the other kinds.</param>
public sealed record Surprise(SurpriseKind Kind, string Text, string? Finding = null)
{
    /// <summary>True if an expectation of the script is not met; false for a finding that it does not expect.</summary>
    public bool IsUnmetExpectation => Kind != SurpriseKind.UnexpectedFinding;

    /// <summary>The sentences of surprises, in order.</summary>
    public static ImmutableArray<string> TextsOf(IEnumerable<Surprise> surprises) => [.. surprises.Select(surprise => surprise.Text)];

    /// <inheritdoc/>
    public override string ToString() => Text;
}
