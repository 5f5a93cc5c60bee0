using System.Globalization;
using Verifier.Engine.Observation;

namespace Verifier.Acceptance.Library.Record;

/// <summary>
/// The events of a run by their names, each with the IRQL in front and its values behind; a call that returns at once is one line. No times and
/// no addresses.
/// </summary>
internal static class EventLines
{
    /// <summary>The lines.</summary>
    public static List<string> Of(IReadOnlyList<TraceEvent> events)
    {
        var lines = new List<string>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            var isOne = i + 1 < events.Count && events[i].Kind == TraceEventKind.Call && events[i + 1].Kind == TraceEventKind.Return;
            lines.Add(isOne ? $"{LineOf(events[i])} = {Result(events[i], events[i + 1])}" : LineOf(events[i]));
            i += isOne ? 1 : 0;
        }

        return lines;
    }

    private static string Result(TraceEvent call, TraceEvent result) =>
        Lines.Values(result.Values) + (call.Irql == result.Irql ? string.Empty : Invariant($" at {result.Irql}"));

    private static string LineOf(TraceEvent one) => Invariant($"{one.Irql} ") + one.Kind switch
    {
        TraceEventKind.Call => $"{one.Name}({Lines.Values(one.Values)})",
        TraceEventKind.Return => $"{one.Name} = {Lines.Values(one.Values)}",
        TraceEventKind.Raise => $"{one.Name} raises {one.Text}",
        TraceEventKind.Injected => $"{one.Name}({Lines.Values(one.Values)}) made to fail",
        TraceEventKind.Shortage => $"{one.Name} runs short",
        TraceEventKind.Enter => $"> {one.Name}({Lines.Values(one.Values)})",
        TraceEventKind.Leave => $"< {one.Name} = {Lines.Values(one.Values)}",
        TraceEventKind.OperationBegin => $"[{one.Name}]",
        TraceEventKind.OperationEnd => $"[{one.Name}: {one.Text}, {Lines.Values(one.Values)}]",
        TraceEventKind.Violation => $"!! {one.Name} {Lines.Values(one.Values)}",
        TraceEventKind.Stop => $"STOP {Lines.Values(one.Values)}",
        _ => throw new InvalidOperationException($"{one.Kind} has no line in the record."),
    };

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
