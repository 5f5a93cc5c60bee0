using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Verifier.Engine.Economy;
using Verifier.Engine.Exploration;
using Verifier.Engine.Observation;
using Verifier.Engine.Planning;
using Verifier.Scenarios.Model;

namespace Verifier.History.Converting;

/// <summary>What the rows of runs as they are and of campaigns have in common.</summary>
internal static partial class TargetRows
{
    public static TargetRow Of(Plan plan, TargetMode mode, string verdict, string? problem) => new()
    {
        Driver = plan.Driver.Name,
        DriverBuild = plan.Driver.BuildHash,
        Scenario = plan.Scenario.Name,
        ScenarioPath = plan.ScenarioPath.Replace('\\', '/'),
        ScenarioHash = plan.ScenarioHash,
        Profile = plan.Profile.Name,
        Seed = plan.Seed,
        Mode = mode,
        Verdict = verdict,
        Problem = problem,
    };

    /// <summary>A run of a target, still without what came of it.</summary>
    public static RunRow Run(TargetRow target) => new()
    {
        Driver = target.Driver,
        DriverBuild = target.DriverBuild,
        Scenario = target.Scenario,
        ScenarioHash = target.ScenarioHash,
        CaseKey = string.Empty,
        Place = string.Empty,
        Strategy = string.Empty,
        Verdict = RunVerdict.Inconclusive,
    };

    /// <summary>A finding as it is handed in.</summary>
    public static FindingRow Finding(TargetRow target, CaseFinding finding) => new()
    {
        Fingerprint = finding.Fingerprint,
        Coarse = finding.CoarseFingerprint,
        Driver = target.Driver,
        Kind = FindingWords.Of(finding.Kind),
        Title = finding.Title,
        Details = finding.Details,
        Ddi = finding.Ddi,
        Tag = finding.Tag,
        IsExpected = finding.IsExpected,
        Benign = finding.Benign,
    };

    /// <summary>The run that shows a finding, still without what is known of the run itself.</summary>
    public static Exemplar Exemplar(TargetRow target, CaseFinding finding) => new()
    {
        Scenario = target.Scenario,
        ScenarioHash = target.ScenarioHash,
        DriverBuild = target.DriverBuild,
        CaseKey = string.Empty,
        Token = finding.Token,
        Operation = finding.Operation,
        Injected = finding.Injected,
        Size = finding.Size,
        InjectedAt = Frames(finding.InjectedAt),
        StoppedAt = Frames(finding.StoppedAt),
        BugCheck = finding.BugCheck,
        Status = finding.Status,
    };

    public static FaultOutcome OutcomeOf(RunVerdict verdict, int absorbed, int propagated) => (verdict, absorbed, propagated) switch
    {
        (not RunVerdict.Pass, _, _) => FaultOutcome.Neither,
        (_, 0, 0) => FaultOutcome.None,
        (_, _, 0) => FaultOutcome.Absorbed,
        (_, 0, _) => FaultOutcome.Propagated,
        _ => FaultOutcome.Mixed,
    };

    public static ImmutableArray<StackFrameRow> Frames(IEnumerable<DriverFrame> frames) =>
        [.. frames.Select(f => new StackFrameRow($"{f.Type}.{f.Routine}", f.File, f.Line))];

    /// <summary>Routines with their types, each once.</summary>
    public static ImmutableArray<string> Routines(IEnumerable<DriverFrame> frames) =>
        [.. frames.Select(f => $"{f.Type}.{f.Routine}").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];

    public static ImmutableArray<string> Distinct(IEnumerable<string> fingerprints) => [.. fingerprints.Distinct(StringComparer.Ordinal)];

    public static ImmutableArray<AdviceRow> Advice(TargetRow target, ImmutableArray<Advice> advice) =>
        [.. advice.Select(a => new AdviceRow(target.Driver, target.Scenario, WordOf(a.Kind), a.Site, a.Text, a.Bytes, a.Source))];

    // CouldBePaged is written could-be-paged.
    private static string WordOf(AdviceKind kind) => InnerCapital().Replace(kind.ToString(), "-$0").ToLowerInvariant();

    [GeneratedRegex("(?<!^)[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex InnerCapital();
}
