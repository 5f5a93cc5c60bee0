using System.Collections.Immutable;
using System.Globalization;
using Verifier.History;
using Verifier.Reporting.Model;
using Verifier.Reporting.Text;
using Verifier.Scenarios.Model;

namespace Verifier.Reporting.Reading;

/// <summary>A cause as a report shows it: the finding that stands for it, and the others by name.</summary>
internal static class FindingReading
{
    private static readonly Dictionary<string, FindingKind> s_kinds = Enum.GetValues<FindingKind>().ToDictionary(FindingWords.Of);

    // What says most of a night in which members did different things.
    private static readonly StripState[] s_strongest = [StripState.Failed, StripState.Flaky, StripState.Masked, StripState.NotRun, StripState.Passed];

    /// <summary>The finding of an entry.</summary>
    /// <param name="view">The night.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="rows">The row of its exemplar, and how many runs show it.</param>
    /// <param name="context">What a history does not hold.</param>
    public static ReportFinding Of(NightView view, FindingEntry entry, (int Exemplar, long Runs) rows, ReportContext context)
    {
        var one = entry.Lead;
        var (finding, best) = (one.Finding, one.Exemplar);
        var members = entry.Members;
        var first = members.MinBy(m => m.Finding.FirstNight)!.Finding;
        var last = members.MaxBy(m => m.Finding.LastNight)!.Finding;
        ReportFrame FrameOf(StackFrameRow frame) => FrameReading.Of(frame, context.Sources, one.IsSeen);
        return new ReportFinding
        {
            Fingerprint = finding.Fingerprint,
            Coarse = finding.Coarse,
            Transition = one.Transition,
            Kind = s_kinds.GetValueOrDefault(finding.Kind, FindingKind.CheckFailed),
            Driver = finding.Driver,
            Scenario = best.Scenario,
            Title = finding.Title,
            Details = finding.Details,
            Operation = best.Operation,
            Ddi = finding.Ddi,
            Tag = finding.Tag,
            BugCheck = best.BugCheck,
            Injected = best.Injected,
            InjectedAt = [.. best.InjectedAt.Select(FrameOf)],
            EndedAt = [.. best.StoppedAt.Select(FrameOf)],
            FirstSeen = string.Create(CultureInfo.InvariantCulture, $"{first.FirstSeen:yyyy-MM-dd} #{first.FirstNight}"),
            LastExecuted = string.Create(CultureInfo.InvariantCulture, $"{last.LastSeen:yyyy-MM-dd} #{last.LastNight}"),
            Nights = members.Max(m => m.Finding.Nights),
            Strip = StripOf(view, members),
            Runs = rows.Runs,
            Exemplar = rows.Exemplar,
            Token = best.Token,
            Minimal = TransitionWords.IsOpen(one.Transition) ? context.Minimal.GetValueOrDefault(finding.Fingerprint) : null,
            Related = [.. one.Related.Where(r => !members.Any(m => m.Finding.Fingerprint == r))],
            Note = finding.Benign ?? (finding.IsExpected ? "The scenario expects it." : null),
            IsExpected = finding.IsExpected || finding.Benign is not null,
            Known = one.Known,
            IsExpired = one.IsExpired,
            IsSeen = one.IsSeen,
            Why = FindingText.WhyOf(one),
            MaskedBy = one.MaskedBy,
            Move = one.Move,
            Members = members.Length == 1 ? [] :
            [
                .. members.Select(m => new ReportMember(m.Finding.Fingerprint, FindingStates.WordOf(m.State), m.Finding.Title, m.Exemplar.Token)),
            ],
        };
    }

    private static ImmutableArray<StripMark> StripOf(NightView view, ImmutableArray<FindingView> members)
    {
        var names = view.Slice.Nights.ToDictionary(n => n.Night.Id, n => NightReading.NameOf(n.Night));
        return
        [
            .. members.SelectMany(m => m.Strip).GroupBy(m => m.Night).OrderBy(g => g.Key).Select(night =>
            {
                var states = night.Select(m => StateOf(m.Transition)).ToList();
                var strongest = s_strongest.Where(states.Contains).DefaultIfEmpty(StripState.Absent).First();
                return new StripMark(names.GetValueOrDefault(night.Key, $"#{night.Key}"), strongest);
            }),
        ];
    }

    private static StripState StateOf(Transition? transition) => transition switch
    {
        Transition.New or Transition.Regressed or Transition.Still => StripState.Failed,
        Transition.Fixed => StripState.Passed,
        Transition.NotRun => StripState.NotRun,
        Transition.Masked => StripState.Masked,
        Transition.Flaky => StripState.Flaky,
        _ => StripState.Absent,
    };
}
