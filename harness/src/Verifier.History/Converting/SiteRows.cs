using System.Collections.Immutable;
using Verifier.Engine.Exploration;

namespace Verifier.History.Converting;

/// <summary>Converts fault sites to the rows that a history keeps of them.</summary>
internal static class SiteRows
{
    public static ImmutableArray<SiteRow> Of(TargetRow target, ImmutableArray<SiteOutcome> sites)
    {
        var seen = new Dictionary<(string, string, string), int>();
        var rows = ImmutableArray.CreateBuilder<SiteRow>(sites.Length);
        foreach (var site in sites)
        {
            var like = (Places.FunctionOf(site.First.Frames), site.First.Ddi, site.First.Tag ?? string.Empty);
            seen[like] = seen.GetValueOrDefault(like) + 1;
            rows.Add(new SiteRow
            {
                Driver = target.Driver,
                Scenario = target.Scenario,
                Function = like.Item1,
                Ddi = like.Item2,
                Tag = like.Item3,
                Order = seen[like],
                Stack = string.Join('\n', site.First.Frames),
                Irql = site.First.Irql,
                Reached = site.Reached,
                FailedOnce = site.FailedOnce,
                FailedPersistently = site.FailedPersistently,
                Findings = site.Findings,
            });
        }

        return rows.MoveToImmutable();
    }
}
