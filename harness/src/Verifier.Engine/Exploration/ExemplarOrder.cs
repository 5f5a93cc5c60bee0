using Verifier.Engine.Planning;

namespace Verifier.Engine.Exploration;

/// <summary>Which of the runs that show a finding stands for it: the one that is easiest to understand.</summary>
internal enum ExemplarOrder
{
    /// <summary>Nothing was made to fail.</summary>
    Golden,

    /// <summary>One call was, and the finding says which, and in which operation.</summary>
    OneFault,

    /// <summary>Several were, at named points.</summary>
    SeveralFaults,

    /// <summary>Several were, by dice.</summary>
    Dice,

    /// <summary>A limit of the machine was lowered: which call met it depends on everything before.</summary>
    Exhausted,
}

/// <summary>Orders runs.</summary>
internal static class ExemplarOrders
{
    /// <summary>The place of a run in the order.</summary>
    public static ExemplarOrder Of(CaseFinding finding, string key, CaseKind kind, long faults) => kind switch
    {
        _ when key.Length == 0 => ExemplarOrder.Golden,
        CaseKind.Exhaust => ExemplarOrder.Exhausted,
        _ when faults == 1 && finding is { Injected: not null, Operation.Length: > 0 } => ExemplarOrder.OneFault,
        CaseKind.Random => ExemplarOrder.Dice,
        _ => ExemplarOrder.SeveralFaults,
    };
}
