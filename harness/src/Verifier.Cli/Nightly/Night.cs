using System.Collections.Immutable;
using Verifier.Cli.Canaries;
using Verifier.Cli.Exploring;
using Verifier.Cli.Minimal;
using Verifier.Cli.Running;
using Verifier.History;

namespace Verifier.Cli.Nightly;

/// <summary>What a nightly did and found.</summary>
/// <param name="Number">Its number in the history.</param>
/// <param name="Canaries">What the oracles made of planted defects.</param>
/// <param name="Trust">What the night proved of itself.</param>
/// <param name="Runs">Scripts' runs.</param>
/// <param name="Campaigns">Explorations.</param>
/// <param name="View">What the history says of it; null when it did not come to its end.</param>
internal sealed record Night(
    long Number, CanaryReport Canaries, TrustFacts Trust, IReadOnlyList<RunRecord> Runs, IReadOnlyList<CampaignRecord> Campaigns, NightView? View)
{
    /// <summary>Findings that no script expects, with a transition.</summary>
    public ImmutableArray<FindingView> Unexpected(params ReadOnlySpan<Transition> transitions)
    {
        var wanted = transitions.ToArray();
        return View is null ? [] : [.. View.Findings.Where(f => wanted.Contains(f.Transition) && f.Finding is { IsExpected: false, Benign: null })];
    }

    /// <summary>The minimal scenario of a finding; null if none was asked for.</summary>
    public MinimalScenario? MinimalOf(FindingRow finding) => Campaigns
        .Where(c => c.Target.Driver.Name == finding.Driver)
        .Select(c => c.Minimal.GetValueOrDefault(finding.Fingerprint))
        .FirstOrDefault(m => m is not null);

    private static bool IsMissing(RunRecord run) => run.Surprises.Any(s => s.StartsWith("expected", StringComparison.Ordinal));

    /// <summary>What the night ends with.</summary>
    public ExitCode ExitCode(FailOn failOn)
    {
        var verdicts = Runs.Select(r => r.Verdict).Concat(Campaigns.Select(c => c.Verdict)).ToList();
        if (!Canaries.IsTrusted)
        {
            return Cli.ExitCode.Untrusted;
        }

        if (!Trust.IsTrusted)
        {
            return Trust.ReplayedAlike < Trust.Replayed ? Cli.ExitCode.Diverged : Cli.ExitCode.Inconclusive;
        }

        // Findings are judged by what the history makes of them; what was expected and did not come by the scripts alone.
        var codes = verdicts.Where(v => v is not (Verdict.Surprise or Verdict.Broken)).Select(v => v.ExitCode()).ToList();
        var failing = failOn switch
        {
            FailOn.Any => Unexpected(Transition.New, Transition.Regressed, Transition.Still),
            FailOn.New => Unexpected(Transition.New, Transition.Regressed),
            _ => Unexpected(Transition.Regressed),
        };
        codes.AddRange(Campaigns.Where(c => c.Outcome is { Unmet.IsEmpty: false }).Select(_ => Cli.ExitCode.Unexpected));
        codes.AddRange(failing.Select(f => f.Exemplar.Injected is null && f.Exemplar.Faults == 0 ? Cli.ExitCode.FailsWithoutFault : Cli.ExitCode.Unexpected));
        if (failOn == FailOn.Any && (Runs.Any(IsMissing) || Campaigns.Any(c => c.Outcome is { Missing.IsEmpty: false, Completeness.IsComplete: true })))
        {
            codes.Add(Cli.ExitCode.Unexpected);
        }

        return ExitCodes.Worst(codes);
    }
}
