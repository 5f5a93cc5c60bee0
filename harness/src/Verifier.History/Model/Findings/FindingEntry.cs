using System.Collections.Immutable;

namespace Verifier.History;

/// <summary>
/// One cause: findings that share the coarse fingerprint, as one line of a list. Those that a script expects, that are known, and that are flaky are
/// entries of their own, so that none hides one that nobody expects.
/// </summary>
public sealed record FindingEntry
{
    /// <summary>The member that stands for it: the most urgent one, with the simplest run.</summary>
    public FindingView Lead => Members[0];

    /// <summary>All of it, the lead first.</summary>
    public required ImmutableArray<FindingView> Members { get; init; }

    /// <summary>The list in which it stands: the most urgent of its members'.</summary>
    public FindingState State => Lead.State;

    /// <summary>The entries of a night, in the order of its findings.</summary>
    public static ImmutableArray<FindingEntry> Of(IEnumerable<FindingView> findings)
    {
        ArgumentNullException.ThrowIfNull(findings);
        return
        [
            .. findings.GroupBy(f => (f.Finding.Driver, Cause: f.Finding.Coarse.Length > 0 ? f.Finding.Coarse : f.Finding.Fingerprint, Class: ClassOf(f)))
                .Select(group => new FindingEntry { Members = [.. group.OrderBy(f => UrgencyOf(f.State)).ThenBy(f => f.Exemplar.Faults).ThenBy(f => f.Exemplar.Calls)] }),
        ];
    }

    private static int UrgencyOf(FindingState state) => state is FindingState.Known or FindingState.Expected ? 0 : 1 + (int)state;

    private static int ClassOf(FindingView one) =>
        one.Finding.IsExpected || one.Finding.Benign is not null ? 1 : one.Known is not null ? one.IsExpired ? 4 : 2 : one.Transition == Transition.Flaky ? 3 : 0;
}
