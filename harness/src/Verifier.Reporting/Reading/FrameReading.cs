using Verifier.History;
using Verifier.Reporting.Model;

namespace Verifier.Reporting.Reading;

/// <summary>
/// A frame with its source. The lines that were kept with the run are shown, even if the file has changed. Without them the file is read
/// only for a run of tonight: for an earlier one its line would be a line of what came after.
/// </summary>
internal static class FrameReading
{
    /// <summary>The frame.</summary>
    /// <param name="row">As the history has it.</param>
    /// <param name="sources">The drivers' sources; null when there are none at hand.</param>
    /// <param name="isTonight">True if it is of a run of tonight.</param>
    public static ReportFrame Of(StackFrameRow row, SourceTree? sources, bool isTonight)
    {
        var frame = new ReportFrame(row.Function, row.File, row.Line) { IsPast = !isTonight };
        var now = sources?.Locate(frame) ?? frame;
        if (row.Source is null)
        {
            return isTonight ? now : frame with { Path = now.Path };
        }

        var kept = row.Source.Split('\n');
        return frame with { Path = row.Path ?? now.Path, Source = [.. kept], SourceStart = row.SourceStart, HasChanged = !now.Source.SequenceEqual(kept) };
    }
}
