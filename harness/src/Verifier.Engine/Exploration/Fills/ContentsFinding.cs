using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Engine.Verdicts;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Exploration;

/// <summary>The finding that a difference makes: which memory it is, where the driver took it, and what differs.</summary>
internal static class ContentsFinding
{
    public static Finding Of(RunObservation run, HandedOut memory, ContentsDifference difference)
    {
        var during = CauseText.OperationName(run, memory.Operation);
        var place = memory.Stack.Frames.Count > 0 ? $" in {memory.Stack.Frames[0]}" : string.Empty;
        var taken = $"{NameOf(run, memory)}{place}{(during.Length > 0 ? $" during {during}" : string.Empty)}";
        return new Finding
        {
            Kind = FindingKind.Uninitialized,
            Title = $"With no fault injected: memory that the driver has not initialised shows. With other contents of {taken}, {difference.What}.",
            Details =
            [
                $"the memory: {taken}",
                string.Create(CultureInfo.InvariantCulture, $"its contents: {run.Plan.Variation.Contents!.Pattern:X2} in every byte instead of the usual pattern"),
                "Memory that is handed out uninitialised holds what others left there. What leaves the driver, and what it does, must not depend on it.",
            ],
            Operation = difference.Operation,
            Ddi = memory.Ddi ?? Words(run, memory),
            Tag = memory.Tag,
            TakenAt = memory.Stack,
        };
    }

    /// <summary>Stands for the place where memory comes from; what one place leaves uninitialised is one finding.</summary>
    public static ulong SiteOf(RunObservation run, HandedOut memory) => memory.Site != 0 ? memory.Site : StableHash.Of(Words(run, memory));

    private static string NameOf(RunObservation run, HandedOut memory) => memory.Ddi is { } ddi
        ? CallText.Of(ddi, memory.Bytes, memory.Tag)
        : $"the {Words(run, memory)} ({Counted.Of(memory.Bytes, "byte")})";

    private static string Words(RunObservation run, HandedOut memory) => memory.Kind switch
    {
        UninitialisedKind.SystemBuffer => $"system buffer of {RequestOf(run, memory.Operation)}",
        UninitialisedKind.LookasideEntry => "entry of a lookaside list",
        UninitialisedKind.Pages => "pages",
        _ => "pool block",
    };

    private static string RequestOf(RunObservation run, int index) => index < 0 || index >= run.Operations.Length ? "a request"
        : run.Operations[index].Operation is ControlOperation { Word: var word, Code: var code }
            ? string.Create(CultureInfo.InvariantCulture, $"{word} 0x{code:X8}")
            : run.Operations[index].Operation.Word;
}
