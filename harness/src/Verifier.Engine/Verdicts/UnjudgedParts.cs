using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>
/// What a run could not show because the script left the kernel itself too little memory (a stop, an operation, a check) or because the driver came
/// to what is not modelled. None of it is the driver's doing, so it is no finding, and the run is no pass either.
/// </summary>
internal static class UnjudgedParts
{
    /// <summary>The reason in a sentence; null when everything was judged.</summary>
    public static string? ReasonOf(RunObservation run) => OfStop(run) ?? OfOperation(run) ?? OfCheck(run);

    /// <summary>The reason why the run came to no end; null when it did, or the driver is the reason.</summary>
    public static string? OfStop(RunObservation run) => run.Stop switch
    {
        { IsShortage: true } stop => $"{CauseText.OperationName(run, stop.Operation)}: {stop.Detail}; release memory in the script before it",
        { Unmodelled: { } use } stop => $"{CauseText.OperationName(run, stop.Operation)}: {use}{Place(stop)}{WhatToDo(use)}",
        _ => null,
    };

    /// <summary>
    /// True if a check looks at an operation during which the kernel itself was short of memory: the check may have failed for that reason.
    /// </summary>
    public static bool IsAboutShortage(RunObservation run, OperationRecord check) => SubjectOf(run, check) is { RanShort: true };

    // A value can stand for the answer of a routine only.
    private static string WhatToDo(UnmodelledUse use) =>
        use.Kind == UnmodelledKind.Routine ? $"; to go on, say what its calls return: --stub {use.Name}=VALUE" : string.Empty;

    private static string Place(ObservedStop stop) => stop.Stack.Frames.Count > 0 ? $", in {stop.Stack.Frames[0]}" : string.Empty;

    private static string? OfOperation(RunObservation run) =>
        run.Operations.FirstOrDefault(o => o.State == OperationState.Unjudged) is { } operation ? $"{operation.Name}: {operation.Note}" : null;

    private static string? OfCheck(RunObservation run) =>
        run.Operations.FirstOrDefault(o => o.State == OperationState.CheckFailed && IsAboutShortage(run, o)) is { } check
            ? $"{check.Name}: the kernel itself was short of memory during {SubjectOf(run, check)!.Name}; release memory in the script before it"
            : null;

    private static OperationRecord? SubjectOf(RunObservation run, OperationRecord check) => check.Operation is CheckOperation about
        ? run.Operations.LastOrDefault(o => o.Index < check.Index && o.Name == about.Operation)
        : null;
}
