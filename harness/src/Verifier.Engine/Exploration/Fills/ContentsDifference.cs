using System.Collections.Immutable;
using System.Globalization;
using Verifier.Engine.Observation;

namespace Verifier.Engine.Exploration;

/// <summary>The first thing in which two runs differ that differ only by the contents of uninitialised memory.</summary>
/// <param name="Operation">The operation; empty when it is none's.</param>
/// <param name="What">What differs, in words that go on from "with other contents of that memory".</param>
internal sealed record ContentsDifference(string Operation, string What)
{
    /// <summary>Compares all that leaves the driver, then what it did; null when nothing differs.</summary>
    public static ContentsDifference? Between(RunObservation usual, RunObservation other)
    {
        if (other.Stop is { } stop && usual.Stop is null)
        {
            var name = stop.Operation >= 0 && stop.Operation < other.Operations.Length ? other.Operations[stop.Operation].Name : string.Empty;
            return new ContentsDifference(name, $"the machine stops: {stop.BugCheck?.ToString() ?? stop.Detail}");
        }

        for (var i = 0; i < Math.Min(usual.Operations.Length, other.Operations.Length); i++)
        {
            if (Between(usual.Operations[i], other.Operations[i]) is { } what)
            {
                return new ContentsDifference(usual.Operations[i].Name, what);
            }
        }

        return OfOutflow(usual, other)
            ?? (usual.TraceHash == other.TraceHash ? null : new ContentsDifference(string.Empty, "the driver does otherwise"));
    }

    /// <summary>The same, with the first event in which two traces differ in place of a difference that only the hash shows.</summary>
    public ContentsDifference WithTrace(ImmutableArray<TraceEvent> usual, ImmutableArray<TraceEvent> other)
    {
        if (Operation.Length > 0 || What != "the driver does otherwise")
        {
            return this;
        }

        var at = 0;
        while (at < usual.Length && at < other.Length && IsSame(usual[at], other[at]))
        {
            at++;
        }

        var operation = usual.Take(at + 1).LastOrDefault(e => e.Kind == TraceEventKind.OperationBegin)?.Name ?? string.Empty;
        return new ContentsDifference(operation, $"the driver does otherwise: {Text(other, at)} instead of {Text(usual, at)}");
    }

    private static string? Between(OperationRecord usual, OperationRecord other)
    {
        if (usual.State != other.State)
        {
            return $"{usual.Name} ends otherwise: {other.State} instead of {usual.State}";
        }

        if (usual.Status != other.Status)
        {
            return $"{usual.Name} returned {other.Status} instead of {usual.Status}";
        }

        if (usual.Information != other.Information)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{usual.Name} gave Information {other.Information} instead of {usual.Information}");
        }

        return OfBytes(usual.Output.AsSpan(), other.Output.AsSpan()) is { } bytes ? $"{usual.Name} gave other data: {bytes}" : null;
    }

    private static ContentsDifference? OfOutflow(RunObservation usual, RunObservation other)
    {
        for (var i = 0; i < Math.Min(usual.Outflow.Length, other.Outflow.Length); i++)
        {
            var (one, two) = (usual.Outflow[i], other.Outflow[i]);
            if (one.Place != two.Place || OfBytes(one.Data.AsSpan(), two.Data.AsSpan()) is not { } bytes)
            {
                continue;
            }

            return new ContentsDifference(string.Empty, $"{one.Place} has other data: {bytes}");
        }

        return null;
    }

    private static string? OfBytes(ReadOnlySpan<byte> usual, ReadOnlySpan<byte> other)
    {
        var at = usual.CommonPrefixLength(other);
        return at == usual.Length && at == other.Length ? null : string.Create(
            CultureInfo.InvariantCulture, $"byte {at} is {ByteAt(other, at)} instead of {ByteAt(usual, at)}");
    }

    private static string ByteAt(ReadOnlySpan<byte> bytes, int at) => at < bytes.Length ? bytes[at].ToString("X2", CultureInfo.InvariantCulture) : "nothing";

    private static bool IsSame(TraceEvent one, TraceEvent two) =>
        one.Kind == two.Kind && one.Name == two.Name && one.Text == two.Text && one.Irql == two.Irql && one.Time == two.Time && one.Values.SequenceEqual(two.Values);

    private static string Text(ImmutableArray<TraceEvent> events, int at) => at >= events.Length ? "nothing more" : events[at].Kind switch
    {
        TraceEventKind.Call => $"it calls {events[at].Name}({string.Join(", ", events[at].Values.Select(v => $"0x{v:X}"))})",
        TraceEventKind.Return or TraceEventKind.Leave => $"{events[at].Name} returns 0x{(events[at].Values is [var value, ..] ? value : 0):X}",
        _ => events[at].ToString().Trim(),
    };
}
