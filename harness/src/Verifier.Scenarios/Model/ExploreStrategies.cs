namespace Verifier.Scenarios.Model;

/// <summary>The ways to explore.</summary>
[Flags]
public enum ExploreStrategies
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>each</c>: every fault point once.</summary>
    Each = 1,

    /// <summary><c>persistent</c>: every fault point and all calls after it.</summary>
    Persistent = 2,

    /// <summary><c>stacks</c>: the first fault point of each driver stack.</summary>
    Stacks = 4,

    /// <summary><c>second</c>: after each single fault, every fault point that exists only because of it.</summary>
    Second = 8,

    /// <summary><c>random</c>: dice, many runs, seeds printed.</summary>
    Random = 16,

    /// <summary><c>exhaust</c>: no injection; the real pool limits shrink step by step until nothing fails.</summary>
    Exhaust = 32,

    /// <summary><c>fill</c>: no injection; uninitialised memory has other contents.</summary>
    Fill = 64,

    /// <summary><c>all</c>: all of them.</summary>
    All = Each | Persistent | Stacks | Second | Random | Exhaust | Fill,
}
