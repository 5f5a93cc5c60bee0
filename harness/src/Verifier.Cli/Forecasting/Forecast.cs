using System.Collections.Immutable;
using Verifier.Engine.Exploration;
using Verifier.Scenarios.Model;
using Verifier.Workers.Running;

namespace Verifier.Cli.Forecasting;

/// <summary>A forecast of the cost of exploring a target.</summary>
/// <param name="Target">The target.</param>
/// <param name="Golden">Its golden run.</param>
/// <param name="Cases">Runs of each kind, as far as the golden run tells.</param>
/// <param name="RunTime">Time of one run.</param>
internal sealed record Forecast(ExplorationTarget Target, GoldenRecord Golden, ImmutableArray<int> Cases, TimeSpan RunTime)
{
    // Halving the pages of a large pool, and then what is left below the edge.
    private const int RunsOfALimit = 24;

    /// <summary>Makes one.</summary>
    public static Forecast Of(ExplorationTarget target, GoldenRecord golden, TimeSpan runTime)
    {
        var cases = new int[Enum.GetValues<CaseKind>().Length];
        var campaign = new Campaign(target.Golden, target.Settings, golden);
        while (campaign.TryTake(out var one))
        {
            cases[(int)one!.Kind] += one.Kind == CaseKind.Exhaust ? RunsOfALimit : 1;
        }

        return new Forecast(target, golden, [.. cases], runTime);
    }

    /// <summary>Fault sites.</summary>
    public int Sites => Golden.Points.DistinctBy(point => point.Site).Count();

    /// <summary>True if findings decide how much more there is to run.</summary>
    public bool IsOpen => (Target.Settings.Strategies & (ExploreStrategies.Second | ExploreStrategies.Exhaust)) != 0;

    /// <summary>All runs, as far as known.</summary>
    public long Runs => Math.Min(Cases.Sum(), Target.Settings.BudgetRuns ?? long.MaxValue);

    /// <summary>Time of all of them, one after the other.</summary>
    public TimeSpan Time => TimeSpan.FromTicks(Math.Min((Runs * RunTime).Ticks, (Target.Settings.BudgetTime ?? TimeSpan.MaxValue).Ticks));

    /// <summary>Runs of a kind.</summary>
    public int RunsOf(CaseKind kind) => Cases[(int)kind];
}
