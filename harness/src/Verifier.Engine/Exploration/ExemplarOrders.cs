namespace Verifier.Engine.Exploration;

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
