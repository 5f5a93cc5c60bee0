using Verifier.Cli.Host;
using Verifier.Cli.Loading;
using Verifier.Cli.Text;

namespace Verifier.Cli.Commands;

/// <summary><c>run --what-if</c>: what would run.</summary>
internal static class WhatIf
{
    /// <summary>Shows the runs.</summary>
    public static ExitCode Show(Invocation invocation, IReadOnlyList<PlannedRun> runs)
    {
        var listing = new Listing("runs", "scenario", "driver", "system", "rules", "seed", "path");
        foreach (var plan in runs.Select(run => run.Plan))
        {
            var rules = Words.List(plan.Rules.Select(rule => rule.Name));
            listing.Add(
                plan.Scenario.Name, plan.Driver.Name, plan.Profile.Name, rules, FormattableString.Invariant($"{plan.Seed}"), plan.ScenarioPath);
        }

        listing.WriteTo(invocation);
        if (!invocation.IsJson)
        {
            invocation.Out.WriteLine();
            invocation.Out.WriteLine($"{Words.Count(runs.Count, "run")} would be done; nothing was run.");
        }

        return ExitCode.Ok;
    }
}
