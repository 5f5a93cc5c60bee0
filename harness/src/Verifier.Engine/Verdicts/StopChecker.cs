using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>Bug checks and hangs. A system that waits for memory which the script keeps is neither, nor is an import that is not modelled.</summary>
internal sealed class StopChecker : IChecker
{
    public IEnumerable<Finding> Check(RunObservation run)
    {
        if (run.Stop is not { IsUnjudged: false } stop)
        {
            yield break;
        }

        var left = LeftBehind.First(run);
        var cause = left is null ? CauseText.LastBefore(run, stop.Operation) : CauseText.FirstAfter(run, left.CallNumber, stop.Operation);
        var operation = CauseText.OperationName(run, stop.Operation);
        var what = $"{What(stop)}{(operation.Length > 0 ? $" ({operation})" : string.Empty)}{Why(stop)}.";
        yield return new Finding
        {
            Kind = stop.IsHang ? FindingKind.Hang : FindingKind.BugCheck,
            Title = $"{CauseText.Of(run, cause)}: {what}",
            What = what,
            Details = [.. Details(stop), .. LeakChecker.Lines(run.HeldAtStop)],
            Held = run.HeldAtStop,
            Operation = operation,
            Cause = cause,
            BugCheck = stop.BugCheck,
            Tag = left is { Tag.Value: not 0 } ? left.Tag.ToString() : null,
            Ddi = cause?.Ddi.Name ?? string.Empty,
            Acquired = left is null ? null : left.AcquiredBy ?? string.Empty,
            Routine = stop.Routine,
        };
    }

    // Where no frame of the driver says what it did, the kernel's own words must.
    private static string Why(ObservedStop stop) => stop is { IsHang: false, Detail: { } detail, Stack.Frames.Count: 0, Routine.Length: 0 }
        ? $": {detail.TrimEnd('.')}"
        : string.Empty;

    private static string What(ObservedStop stop)
    {
        if (stop.BugCheck is not { } bugCheck)
        {
            return stop.Detail is { } why ? $"the driver hung: {why.TrimEnd('.')}" : "the driver hung";
        }

        var place = stop.Stack.Frames.Count > 0 ? $" in {stop.Stack.Frames[0]}" : stop.Routine.Length > 0 ? $" in {stop.Routine}" : string.Empty;
        return $"the machine stopped with {BugCheckCatalogue.Explain(bugCheck).Title}{place}";
    }

    private static List<string> Details(ObservedStop stop)
    {
        var lines = new List<string>();
        if (stop.BugCheck is { } bugCheck)
        {
            lines.AddRange(BugCheckCatalogue.Explain(bugCheck).ToString().TrimEnd('\n').Split('\n'));
        }

        if (stop is { Detail: { } detail, IsHang: false })
        {
            lines.Add(detail);
        }

        lines.AddRange(stop.About.Select(c => c.ToString()));
        lines.AddRange(FoldedStack.Of(stop.Stack.Frames, f => $"at {f}"));

        return lines;
    }
}
