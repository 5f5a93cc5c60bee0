using System.Collections.Immutable;
using Verifier.Cli.Host;
using Verifier.Kernel;

namespace Verifier.Cli.Doctor;

/// <summary>The verdicts on all canaries.</summary>
internal sealed record CanaryReport(ImmutableArray<CanaryResult> Results)
{
    /// <summary>The meaning of a wrong verdict about a planted defect for all other verdicts.</summary>
    public const string Distrust = "Results of this version cannot be trusted: its oracles are wrong about planted defects.";

    /// <summary>The number of canaries that were left out because compiled drivers cannot run here.</summary>
    public int LeftOut { get; init; }

    /// <summary>Why; null when none was.</summary>
    public string? WhyLeftOut { get; init; }

    /// <summary>Every planted defect that could be looked for was found, and nothing else.</summary>
    public bool IsTrusted => !Results.IsEmpty && Results.All(result => result.IsGood);

    /// <summary>The exit code of a campaign that needs trust.</summary>
    public ExitCode ExitCode => IsTrusted ? ExitCode.Ok : ExitCode.Untrusted;

    /// <summary>In one line: how many were found, and what is wrong with the others.</summary>
    public string Summary
    {
        get
        {
            var count = $"{Results.Count(result => result.IsGood)} of {Counted.Of(Results.Length, "canary", "canaries")} found";
            var wrong = Results.Where(result => !result.IsGood).Select(result => $"{result.Name}: {result.Verdict}");
            var leftOut = LeftOut > 0 ? [$"{LeftOut} left out: {WhyLeftOut}"] : Array.Empty<string>();
            return string.Join("; ", [count, .. wrong, .. leftOut]);
        }
    }
}
