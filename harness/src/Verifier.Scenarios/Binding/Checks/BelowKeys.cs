using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Kinds;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>The keys of a rule that are looked at together.</summary>
internal sealed record BelowKeys(
    Key<byte> Major, Key<uint> Code, Key<TimeSpan> Delay, Key<bool> Pending, Key<ImmutableArray<BelowBytes>> Puts)
{
    /// <summary>The keys that say how a request is answered.</summary>
    public required IReadOnlyList<IKey> Answers { get; init; }
}
