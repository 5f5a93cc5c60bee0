using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Verdicts;

/// <summary>The beginning of every finding's first line: what was made to fail and where, or that nothing was.</summary>
internal static class CauseText
{
    /// <summary>
    /// The last injected failure up to an operation: most defects stem from it
    /// (harness/docs/facts/driver-verifier.md#low-resources-simulation-what-it-shows).
    /// </summary>
    public static Injection? LastBefore(RunObservation run, int operation) => run.Injections.LastOrDefault(i => i.Operation <= operation && i.Stack.Frames.Count > 0)
        ?? run.Injections.LastOrDefault(i => i.Operation <= operation);

    /// <summary>
    /// The failure that made a driver forget a resource that a call had acquired: the first injected failure after that call, else the last
    /// one before the operation.
    /// </summary>
    public static Injection? FirstAfter(RunObservation run, long call, int operation) =>
        run.Injections.FirstOrDefault(i => i.CallNumber > call && i.Operation <= operation) ?? LastBefore(run, operation);

    /// <summary>Several failures of which none may be missing.</summary>
    public static string Of(RunObservation run, IReadOnlyList<Injection> causes) => causes.Count switch
    {
        1 => Of(run, causes[0]),
        2 => $"{Of(run, causes[0])}, and {Of(run, causes[1])}",
        _ => $"{Of(run, causes[0])}, {(causes.Count == 3 ? "another call" : $"{causes.Count - 2} other calls")} after it, and {Of(run, causes[^1])}",
    };

    /// <summary>Lines that say which failures a finding needs, and that the run has more.</summary>
    public static IEnumerable<string> Others(RunObservation run, IReadOnlyList<Injection> causes, int others)
    {
        foreach (var cause in causes.Count > 1 ? causes : [])
        {
            yield return $"does not come without this: {Of(run, cause)}";
        }

        if (others > 0)
        {
            yield return others == 1 ? "Another call was made to fail in this run; the finding comes without that." : $"{others} other calls were made to fail in this run; the finding comes without each of them.";
        }
    }

    public static string Of(RunObservation run, Injection? cause)
    {
        if (cause is null)
        {
            return OfExhaustion(run);
        }

        var place = cause.Stack.Frames.Count > 0 ? $" in {cause.Stack.Frames[0]}" : string.Empty;
        var operation = OperationName(run, cause.Operation);
        return $"{cause.CallText} was made to {Verb(cause)}{place}{(operation.Length > 0 ? $" during {operation}" : string.Empty)}";
    }

    private static string OfExhaustion(RunObservation run)
    {
        if (run.Shortages.IsEmpty)
        {
            return run.RanShort || RanOut(run) ? "With memory really exhausted" : "With no fault injected";
        }

        var last = run.Shortages[^1];
        var place = last.Stack.Frames.Count > 0 ? $" in {last.Stack.Frames[0]}" : string.Empty;
        return $"{last.Ddi.Name} failed{place} because the resource had really run out";
    }

    // The stops that are themselves what running out looks like.
    private static bool RanOut(RunObservation run) =>
        run.Stop?.BugCheck?.Code is Kernel.BugCheckCode.MUST_SUCCEED_POOL_EMPTY or Kernel.BugCheckCode.NO_MORE_SYSTEM_PTES;

    public static string OperationName(RunObservation run, int index) =>
        index >= 0 && index < run.Operations.Length ? run.Operations[index].Name : string.Empty;

    private static string Verb(Injection cause) => cause.Shape switch
    {
        FailureShape.Raise or FailureShape.QuotaExceeded => $"raise {cause.Status}",
        FailureShape.Status or FailureShape.Alerted or FailureShape.UserApc => $"return {cause.Status}",
        FailureShape.Stop => "fail although its caller said that it must not",
        FailureShape.Short => "return fewer pages than asked for",
        FailureShape.OnePage => "return one page only",
        FailureShape.AllButOnePage => "return one page less than asked for",
        _ => "return NULL",
    };
}
