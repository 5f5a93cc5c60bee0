using System.Collections.Immutable;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Reporting.Model;
using Verifier.Scenarios.Model;

namespace Verifier.Reporting.Reading;

/// <summary>
/// The resources that a driver held at one moment: at the moment of the verdict where holding it is the verdict, else when the run ended.
/// The chart, the tags and the list of a finding's page are all of this moment.
/// </summary>
/// <param name="Title">The moment, as a heading.</param>
/// <param name="Held">The resources, oldest first.</param>
/// <param name="Kernel">The kernel at that moment.</param>
/// <param name="Time">Virtual time of the verdict, 100 ns since boot; null when holding it is no verdict of one moment.</param>
/// <param name="IsLeak">True if holding it is the verdict.</param>
internal sealed record HeldReading(string Title, ImmutableArray<HeldResource> Held, KernelState? Kernel, long? Time, bool IsLeak)
{
    /// <summary>Reads a judged run.</summary>
    /// <param name="result">The run.</param>
    /// <param name="fingerprint">The finding that it stands for.</param>
    public static HeldReading Of(RunResult result, string fingerprint)
    {
        var run = result.Run;
        var leak = result.Findings.FirstOrDefault(f => f.Held.Count > 0 && Fingerprint.Of(run, f).Text == fingerprint);
        if (leak is null)
        {
            return new HeldReading(EndOf(run), run.KernelState?.Held ?? [], run.KernelState, null, IsLeak: false);
        }

        ImmutableArray<HeldResource> held = [.. leak.Held];
        return run.Censuses.FirstOrDefault(c => c.Held.Contains(held[0])) is { } census
            ? new HeldReading(TitleOf(census.Point), held, census.Kernel ?? run.KernelState, census.Time, IsLeak: true)
            : run.HeldAtStop.Contains(held[0])
                ? new HeldReading(TitleOf(CensusPoint.Unload), held, run.KernelState, run.VirtualTime, IsLeak: true)
                : new HeldReading("Kept each time, the youngest of each kind", held, run.KernelState, null, IsLeak: true);
    }

    /// <summary>The list, a row each.</summary>
    public ImmutableArray<HeldRow> Rows => [.. Held.Select(h => new HeldRow(h.What, h.AcquiredBy ?? string.Empty, h.Origin?.Place ?? string.Empty, h.Origin?.Operation ?? string.Empty))];

    /// <summary>True if a tag's row is about something that is held and must not be.</summary>
    /// <param name="tag">The row.</param>
    /// <param name="usual">Bytes of the tag when the golden run ended.</param>
    public bool Marks(TagUse tag, long usual)
    {
        var hasTags = Held.Any(h => h.Tag.Value != 0);
        return IsLeak && tag.Diff > 0 && (hasTags ? Held.Any(h => h.Tag.Value != 0 && h.Tag.ToString() == tag.Tag) : tag.Bytes > usual);
    }

    private static string TitleOf(CensusPoint point) => point switch
    {
        CensusPoint.FailedDriverEntry => "Outstanding after the failed DriverEntry",
        CensusPoint.FailedStart => "Outstanding after the failed start",
        CensusPoint.Remove => "Outstanding after REMOVE_DEVICE",
        _ => "Outstanding at unload",
    };

    private static string EndOf(RunObservation run)
    {
        var last = run.Operations.LastOrDefault(o => o is { State: OperationState.Done, Status.IsError: false, Operation: LoadOperation or UnloadOperation });
        return run.Stop is not null ? "Held when the machine stopped" : last?.Operation is UnloadOperation ? "Outstanding at unload" : "Held when the run ended";
    }
}
