using System.Collections.Immutable;
using Verifier.Engine.Exploration;
using Verifier.Engine.Planning;
using Verifier.Engine.Verdicts;

namespace Verifier.Workers.Testing;

/// <summary>The facts about a run that a test shows, wherever the run was done.</summary>
internal sealed record TestedRun
{
    /// <summary>The differences between findings and the script's expectations.</summary>
    public ImmutableArray<string> Surprises { get; init; } = [];

    /// <summary>The reason why the run proves nothing although findings and expectations agree; null when it proves something.</summary>
    public string? Untested { get; init; }

    /// <summary>More lines about the findings.</summary>
    public ImmutableArray<string> Details { get; init; } = [];

    /// <summary>The replay token.</summary>
    public required string Token { get; init; }

    /// <summary>Findings and expectations agree.</summary>
    public bool IsAsExpected => Surprises.IsEmpty;

    /// <summary>The record of a run that came to its end.</summary>
    public static TestedRun Of(RunResult result) => new()
    {
        Surprises = result.Surprises,
        Untested = result.Untested,
        Details = [.. result.Findings.SelectMany(finding => finding.Details), .. result.Run.Remarks.Select(remark => $"remark: {remark}")],
        Token = result.Token,
    };

    /// <summary>The record of a run in which the driver took control.</summary>
    /// <param name="plan">The run.</param>
    /// <param name="how">What the driver did.</param>
    /// <param name="details">More lines.</param>
    public static TestedRun OfUncontrolled(Plan plan, string how, IEnumerable<string> details)
    {
        var lost = UncontrolledRun.Golden(plan, how, details);
        var expectations = new ExpectationSet(plan.Scenario, plan.Driver.Name);
        ImmutableArray<Finding> findings = [.. lost.Findings.Select(finding => finding.ToFinding())];
        return new TestedRun
        {
            Surprises = [.. expectations.Unexpected(findings), .. expectations.Missing(findings)],
            Details = [.. findings.SelectMany(finding => finding.Details)],
            Token = lost.Token,
        };
    }
}
