using System.Collections.Immutable;
using Verifier.Scenarios.Model;

namespace Verifier.Cli.Settings;

/// <summary>The command line's settings of exploration; those that it leaves out are the scripts'.</summary>
internal sealed record ExploreRequest
{
    /// <summary>The ways to explore, instead of the scripts' faults; null for what each script says.</summary>
    public ExploreStrategies? Strategies { get; init; }

    /// <summary>Most runs of each scenario with each driver.</summary>
    public long? BudgetRuns { get; init; }

    /// <summary>Most wall-clock time for each scenario with each driver.</summary>
    public TimeSpan? BudgetTime { get; init; }

    /// <summary>True to give advice about the drivers' use of memory, too.</summary>
    public bool Advises { get; init; }

    /// <summary>True to go on with the journal that an earlier invocation left.</summary>
    public bool IsResumed { get; init; }

    /// <summary>Results folders of other invocations, whose journals are put together; empty for none.</summary>
    public ImmutableArray<string> Merged { get; init; } = [];

    /// <summary>True if it asks for anything that only an exploration can do.</summary>
    public bool NeedsExploration => BudgetRuns is not null || BudgetTime is not null || IsResumed || Advises || !Merged.IsEmpty;
}
