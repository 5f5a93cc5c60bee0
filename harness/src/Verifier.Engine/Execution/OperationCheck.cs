using Verifier.Engine.Observation;
using Verifier.Kernel;
using Verifier.Scenarios.Model;

namespace Verifier.Engine.Execution;

/// <summary>The script's <c>check</c>: what an earlier operation gave against what it should have given.</summary>
internal static class OperationCheck
{
    private const int ShownBytes = 32;

    public static StepResult Evaluate(CheckOperation check, OperationRecord? record, WorkloadData data)
    {
        if (record is null || record.State is OperationState.Skipped)
        {
            return StepResult.Skipped($"\"{check.Operation}\" did not run");
        }

        var problem = StatusProblem(check, record) ?? InformationProblem(check, record) ?? OutputProblem(check, record, data) ?? PendingProblem(check, record);
        return problem is null ? StepResult.Done : StepResult.Failed($"\"{check.Operation}\" {problem}.");
    }

    private static string? StatusProblem(CheckOperation check, OperationRecord record)
    {
        if (check.Statuses.IsEmpty || check.Statuses.Any(s => s.Value == record.Status?.Value))
        {
            return null;
        }

        var wanted = string.Join(" or ", check.Statuses.Select(s => new NTSTATUS(s.Value)));
        return $"returned {record.Status?.ToString() ?? "nothing"} instead of {wanted}";
    }

    private static string? InformationProblem(CheckOperation check, OperationRecord record) =>
        check.Information is not { } wanted || wanted.Matches((long)record.Information)
            ? null
            : $"gave Information {record.Information} instead of {wanted}";

    private static string? OutputProblem(CheckOperation check, OperationRecord record, WorkloadData data)
    {
        if (check.Output is null)
        {
            return null;
        }

        var wanted = data.Bytes(check.Output);
        return record.Output.AsSpan().StartsWith(wanted) ? null : $"gave {Show(record.Output.AsSpan())} instead of {Show(wanted)}";
    }

    private static string? PendingProblem(CheckOperation check, OperationRecord record)
    {
        var isPending = record.State == OperationState.Pending;
        return check.Pending is not { } wanted || wanted == isPending ? null : isPending ? "is still pending" : "is complete already";
    }

    private static string Show(ReadOnlySpan<byte> bytes)
    {
        if (bytes.IsEmpty)
        {
            return "no output";
        }

        var shown = bytes[..Math.Min(bytes.Length, ShownBytes)];
        var isText = shown.IndexOfAnyExceptInRange((byte)0x20, (byte)0x7E) < 0;
        var text = isText ? $"\"{System.Text.Encoding.ASCII.GetString(shown)}\"" : $"bytes {Convert.ToHexString(shown)}";
        return bytes.Length > ShownBytes ? $"{text}… ({Counted.Of(bytes.Length, "byte")})" : text;
    }
}
