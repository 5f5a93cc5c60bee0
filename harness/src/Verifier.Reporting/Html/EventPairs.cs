using Verifier.Reporting.Model;
using Verifier.Reporting.Text;

namespace Verifier.Reporting.Html;

/// <summary>
/// Puts the events of a run beside those of the golden run from their first difference on: operation by operation, and within each so that
/// as few events as possible stand alone.
/// </summary>
internal static class EventPairs
{
    private static readonly SequenceDiff<TimelineEvent> s_events = new(IsAlike);

    /// <summary>Pairs of indices in the order to be shown; -1 where one of the two has nothing there.</summary>
    /// <param name="run">The events of the run from the first difference on.</param>
    /// <param name="golden">Those of the golden run from there on.</param>
    public static List<(int Run, int Golden)> Of(ReadOnlySpan<TimelineEvent> run, ReadOnlySpan<TimelineEvent> golden)
    {
        var pairs = new List<(int, int)>();
        var (i, g) = (0, 0);
        while (i < run.Length || g < golden.Length)
        {
            var (endRun, endGolden) = Section(run, i, golden, g);
            foreach (var (one, other) in s_events.Pairs(run[i..endRun], golden[g..endGolden]))
            {
                Add(pairs, one < 0 ? -1 : one + i, other < 0 ? -1 : other + g, run, golden);
            }

            (i, g) = (endRun, endGolden);
        }

        return pairs;
    }

    // Up to the next operation that both begin; to the ends where there is none.
    private static (int Run, int Golden) Section(ReadOnlySpan<TimelineEvent> run, int i, ReadOnlySpan<TimelineEvent> golden, int g)
    {
        var begun = new Dictionary<string, int>();
        for (var at = g + 1; at < golden.Length; at++)
        {
            if (IsBegin(golden[at]))
            {
                begun.TryAdd(golden[at].Name, at);
            }
        }

        for (var at = i + 1; at < run.Length; at++)
        {
            if (IsBegin(run[at]) && begun.TryGetValue(run[at].Name, out var other))
            {
                return (at, other);
            }
        }

        return (run.Length, golden.Length);
    }

    // What differs in its result alone stands side by side too.
    private static void Add(List<(int Run, int Golden)> pairs, int one, int other, ReadOnlySpan<TimelineEvent> run, ReadOnlySpan<TimelineEvent> golden)
    {
        if (pairs is [.., var last] && last.Run >= 0 != one >= 0 && last.Golden >= 0 != other >= 0)
        {
            var (inRun, inGolden) = (Math.Max(last.Run, one), Math.Max(last.Golden, other));
            if (run[inRun].Kind == golden[inGolden].Kind && run[inRun].Name == golden[inGolden].Name)
            {
                pairs[^1] = (inRun, inGolden);
                return;
            }
        }

        pairs.Add((one, other));
    }

    private static bool IsBegin(TimelineEvent one) => one.Kind == "operationBegin";

    // After a failed allocation other blocks lie elsewhere: of results only those of the driver's routines and of operations count. A call
    // that was made to fail stands beside the same call.
    private static bool IsAlike(TimelineEvent one, TimelineEvent other) => one.Name == other.Name
        && (one.Kind == other.Kind
            ? one.Irql == other.Irql && (one.Kind is not ("leave" or "operationEnd") || one.Text == other.Text)
            : (one.Kind, other.Kind) == ("injected", "call"));
}
