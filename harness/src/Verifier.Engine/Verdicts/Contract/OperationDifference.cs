using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Verdicts;

/// <summary>The difference between the results of one operation in two runs: status, information, output.</summary>
internal static class OperationDifference
{
    /// <summary>The difference in words that go on from "the operation …"; null when there is none.</summary>
    public static string? Between(OperationRecord seen, OperationRecord reference)
    {
        if (seen.State != reference.State)
        {
            return StateDifference(seen, reference);
        }

        if (seen.State != OperationState.Done)
        {
            return null;
        }

        if (!ReturnsData(seen.Operation))
        {
            return IsError(seen) == IsError(reference) ? null : StatusDifference(seen, reference);
        }

        if (seen.Status != reference.Status)
        {
            return StatusDifference(seen, reference);
        }

        return seen.Information != reference.Information
            ? string.Create(CultureInfo.InvariantCulture, $"gave Information {seen.Information} instead of {reference.Information}")
            : OutputDifference(seen, reference);
    }

    private static bool IsError(OperationRecord record) => record.Status is { IsError: true };

    // The system's own requests differ in how they fail with the state of the device; what counts is that they fail.
    private static bool ReturnsData(Operation operation) => operation is RequestOperation or WmiOperation or InterruptOperation or SystemEventOperation or WaitOperation;

    // Ending what never began is nothing to compare. Neither is a check: what it looks at is compared itself.
    private static string? StateDifference(OperationRecord seen, OperationRecord reference)
    {
        if (seen.State == OperationState.Skipped || reference.State == OperationState.Skipped)
        {
            var isRequest = seen.Operation is RequestOperation or OpenOperation or WmiOperation;
            return isRequest && seen.State == OperationState.Skipped ? $"could not be tried: {seen.Note}" : null;
        }

        return (seen.State, reference.State) switch
        {
            (OperationState.Pending, _) => "never completed",
            (_, OperationState.Pending) => "completed, which it does not do otherwise",
            _ => null,
        };
    }

    private static string StatusDifference(OperationRecord seen, OperationRecord reference) =>
        $"returned {seen.Status ?? NTSTATUS.STATUS_SUCCESS} instead of {reference.Status ?? NTSTATUS.STATUS_SUCCESS}";

    private static string? OutputDifference(OperationRecord seen, OperationRecord reference) => OutputBytes.FirstDifference(seen, reference) is { } at
        ? string.Create(CultureInfo.InvariantCulture, $"gave other data: byte {at} is {Text(seen.Output, at)} instead of {Text(reference.Output, at)}")
        : null;

    private static string Text(ImmutableArray<byte> output, int at) =>
        at < output.Length ? output[at].ToString("X2", CultureInfo.InvariantCulture) : "nothing";
}
