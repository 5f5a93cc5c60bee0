using System.Collections.Immutable;
using Verifier.History;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>
/// Puts the source lines of a finding's frames beside it while they are what the driver was built of: later they may be the fix.
/// </summary>
public static class SourceKeeper
{
    // Further out is who asked; a history should not hold the sources twice over.
    private const int MostFrames = 3;

    /// <summary>The same batch with source lines.</summary>
    public static NightBatch Keep(NightBatch batch, SourceTree sources)
    {
        ArgumentNullException.ThrowIfNull(batch);
        ArgumentNullException.ThrowIfNull(sources);
        return batch with
        {
            Findings = [.. batch.Findings.Select(f => f with
            {
                Exemplar = f.Exemplar with { InjectedAt = Kept(f.Exemplar.InjectedAt, sources), StoppedAt = Kept(f.Exemplar.StoppedAt, sources) },
            })],
        };
    }

    private static ImmutableArray<StackFrameRow> Kept(ImmutableArray<StackFrameRow> frames, SourceTree sources) =>
        [.. frames.Select((frame, i) => i < MostFrames ? Kept(frame, sources) : frame)];

    private static StackFrameRow Kept(StackFrameRow frame, SourceTree sources)
    {
        var found = sources.Locate(new ReportFrame(frame.Function, frame.File, frame.Line));
        return found.Source.IsEmpty ? frame : frame with { Path = found.Path, Source = string.Join('\n', found.Source), SourceStart = found.SourceStart };
    }
}
