using System.Globalization;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>One line of a trace: virtual time in 100 ns, IRQL, what happened and the numbers that belong to it.</summary>
public sealed record TraceEvent(long Time, byte Irql, TraceEventKind Kind, string Name, IReadOnlyList<ulong> Values, string? Text = null)
{
    /// <summary>As <c>replay --trace</c> prints it.</summary>
    public override string ToString()
    {
        var time = string.Create(CultureInfo.InvariantCulture, $"{Time / 10_000.0,12:F4} ms  {Irql}  ");
        var values = string.Join(", ", Values.Select(Shown));
        return time + Kind switch
        {
            TraceEventKind.Call => $"  {Name}({values})",
            TraceEventKind.Return => $"    = {values}",
            TraceEventKind.Raise => $"    raises {Text}",
            TraceEventKind.Injected => $"  {Name}({values})  ** made to fail: {Text}",
            TraceEventKind.Shortage => $"    {Name} {Text}",
            TraceEventKind.Enter => $"> {Name}({values}) as {Text}",
            TraceEventKind.Leave => $"< {Name} = {values}",
            TraceEventKind.OperationBegin => $"[{Name}]",
            TraceEventKind.OperationEnd => $"[{Name}: {Text}]",
            TraceEventKind.Violation => $"  !! {Text}",
            _ => $"STOP {Text}",
        };
    }

    // A tag is read as its characters; everything else is a number.
    private string Shown(ulong value, int index)
    {
        var parameters = Kind is TraceEventKind.Call or TraceEventKind.Injected ? DdiCatalogue.Find(Name)?.Parameters : null;
        return index < parameters?.Count && parameters[index].Kind == ParameterKind.Tag ? $"'{new PoolTag((uint)value)}'" : $"0x{value:X}";
    }
}
