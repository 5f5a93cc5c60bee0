using System.Collections.Immutable;
using Verifier.Cli.Doctor;
using Verifier.Cli.Exploring;
using Verifier.Cli.Host;
using Verifier.Cli.Running;
using Verifier.Cli.Settings;
using Verifier.History;
using Verifier.Workers;
using Verifier.Workers.Running;

namespace Verifier.Cli.Nightly;

/// <summary>The work and the findings of a nightly.</summary>
internal sealed record Night
{
    /// <summary>Its number in the history.</summary>
    public required long Number { get; init; }

    /// <summary>The verdicts on planted defects.</summary>
    public required CanaryReport Canaries { get; init; }

    /// <summary>Scripts' runs.</summary>
    public IReadOnlyList<NightRun> Runs { get; init; } = [];

    /// <summary>Explorations.</summary>
    public IReadOnlyList<CampaignRecord> Campaigns { get; init; } = [];

    /// <summary>The proofs of the night's trustworthiness; none as long as it has not ended.</summary>
    public TrustFacts Trust { get; init; } = TrustFacts.None;

    /// <summary>The night as the history has it; null when it did not come to its end.</summary>
    public NightView? View { get; init; }

    /// <summary>The reason why it did not come to its end or has no report; null when only the user ended it.</summary>
    public RefusalException? Failure { get; init; }

    /// <summary>The reason not to trust it, in one sentence; null when it can be trusted as far as it came.</summary>
    public string? Problem =>
        !Canaries.IsTrusted ? CanaryReport.Distrust
        : Failure is not null ? Failure.Message
        : View is not null && !Trust.IsTrusted ? "Runs that were done again did not give the same."
        : null;

    /// <summary>Runs and explorations that proved less than their scripts say, and why; a scenario with a driver once.</summary>
    public IEnumerable<(string Scenario, string Driver, string Problem)> Inconclusive => Runs
        .Where(r => r.Verdict is Verdict.Inconclusive or Verdict.Unmodelled)
        .Select(r => (r.Batch.Target.Scenario, r.Batch.Target.Driver, Problem: r.Batch.Target.Problem ?? string.Empty))
        .Concat(Campaigns.Where(c => c.Verdict is Verdict.Inconclusive or Verdict.Unmodelled)
            .Select(c => (c.Target.Golden.Scenario.Name, c.Target.Driver.Name, Problem: c.Problem ?? string.Empty)))
        .DistinctBy(one => (one.Item1, one.Item2));

    /// <summary>The findings, each cause once; none as long as the night has not ended.</summary>
    public ImmutableArray<FindingEntry> Entries => View is null ? [] : FindingEntry.Of(View.Findings);

    /// <summary>Causes in some of the lists.</summary>
    public ImmutableArray<FindingEntry> In(params ReadOnlySpan<FindingState> states)
    {
        var wanted = states.ToArray();
        return [.. Entries.Where(e => wanted.Contains(e.State))];
    }

    /// <summary>The minimal scenario of a finding; null if none was asked for.</summary>
    public MinimalScenario? MinimalOf(FindingRow finding) => Campaigns
        .Where(c => c.Target.Driver.Name == finding.Driver)
        .Select(c => c.Minimal.GetValueOrDefault(finding.Fingerprint))
        .FirstOrDefault(m => m is not null);

    /// <summary>The exit code of the night.</summary>
    public ExitCode ExitCode(FailOn failOn)
    {
        if (!Canaries.IsTrusted)
        {
            return Host.ExitCode.Untrusted;
        }

        if (Failure is not null)
        {
            return ExitCodes.Of(Failure);
        }

        if (!Trust.IsTrusted)
        {
            return Trust.ReplayedAlike < Trust.Replayed ? Host.ExitCode.Diverged : Host.ExitCode.Inconclusive;
        }

        // Findings are judged by what the history makes of them; what was expected and did not come by the scripts alone.
        var verdicts = Runs.Select(r => r.Verdict).Concat(Campaigns.Select(c => c.Verdict));
        var codes = verdicts.Where(v => v is not (Verdict.Surprise or Verdict.Broken)).Select(v => v.ExitCode()).ToList();
        var failing = failOn switch
        {
            FailOn.Any => In(FindingState.New, FindingState.Regressed, FindingState.Expired, FindingState.Still),
            FailOn.New => In(FindingState.New, FindingState.Regressed, FindingState.Expired),
            _ => In(FindingState.Regressed),
        };
        codes.AddRange(Campaigns.Where(c => c.Outcome is { Unmet.IsEmpty: false }).Select(_ => Host.ExitCode.Unexpected));
        var members = failing.SelectMany(e => e.Members).Where(f => FindingStates.IsFailing(f.State));
        codes.AddRange(members.Select(f => NeedsNoFault(f) ? Host.ExitCode.FailsWithoutFault : Host.ExitCode.Unexpected));
        if (failOn == FailOn.Any && (Runs.Any(r => r.IsUnmet) || Campaigns.Any(c => c.Outcome is { Missing.IsEmpty: false, Completeness.IsComplete: true })))
        {
            codes.Add(Host.ExitCode.Unexpected);
        }

        return ExitCodes.Worst(codes);
    }

    // Nothing was injected, nor was memory short: the verdict of what ran says so.
    private bool NeedsNoFault(FindingView finding) => finding.Exemplar is { Injected: null, Faults: 0 } exemplar
        && Runs.Where(r => r.Verdict == Verdict.Broken).Select(r => (r.Batch.Target.Scenario, r.Batch.Target.Driver))
            .Concat(Campaigns.Where(c => c.Verdict == Verdict.Broken).Select(c => (c.Target.Golden.Scenario.Name, c.Target.Driver.Name)))
            .Contains((exemplar.Scenario, finding.Finding.Driver));
}
