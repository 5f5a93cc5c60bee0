using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Engine.Execution;

/// <summary>The result of one operation.</summary>
internal readonly record struct StepResult(OperationState State, NTSTATUS? Status, ulong Information, byte[] Output, string? Note)
{
    /// <summary>It ran and has no status of its own.</summary>
    public static readonly StepResult Done = new(OperationState.Done, null, 0, [], null);

    /// <summary>It ran to its end with a status.</summary>
    public static StepResult Of(NTSTATUS status, ulong information = 0, byte[]? output = null) => new(OperationState.Done, status, information, output ?? [], null);

    /// <summary>It could not be tried.</summary>
    public static StepResult Skipped(string why) => new(OperationState.Skipped, null, 0, [], why);

    /// <summary>A check did not hold.</summary>
    public static StepResult Failed(string note) => new(OperationState.CheckFailed, null, 0, [], note);

    /// <summary>Its request is still pending.</summary>
    public static readonly StepResult Pending = new(OperationState.Pending, null, 0, [], null);
}
