using System.Collections.Immutable;
using Verifier.Kernel;

namespace Verifier.Engine.Observation;

/// <summary>Memory around an address that a stop names, as <c>db</c> shows it.</summary>
/// <param name="Address">The address.</param>
/// <param name="Name">What the stop says that it is: "address touched".</param>
/// <param name="Kind">What is there: a pool block with its tag, a stack, a section of an image, an application's memory, nothing.</param>
/// <param name="Rows">Sixteen bytes each; none where nothing around can be read.</param>
public sealed record MemoryDump(ulong Address, string Name, string Kind, ImmutableArray<MemoryRow> Rows)
{
    private const int RowsBefore = 2, RowsInAll = 8;

    /// <summary>
    /// The addresses that the machine's stop names: that of an access violation that nothing handled, then the parameters. An instruction that
    /// <paramref name="code"/> shows is left out, and so are routines of models, which have none.
    /// </summary>
    internal static ImmutableArray<MemoryDump> Take(Machine machine, StoppedCode? code)
    {
        if (machine.Stopped?.BugCheck is not { } stop)
        {
            return [];
        }

        var named = new List<(ulong Address, string Name)>();
        if (machine.Uncaught is AccessViolationRaised raised)
        {
            named.Add((raised.Address, "address touched"));
        }

        named.AddRange(BugCheckCatalogue.Explain(stop).Parameters.Where(p => p.Kind == ValueKind.Address).Select(p => (stop.Parameter(p.Number), p.Label)));
        return [.. named.Where(n => !IsShown(machine, code, n.Address)).DistinctBy(n => n.Address).Select(n => Of(machine, n.Address, n.Name))];
    }

    private static bool IsShown(Machine machine, StoppedCode? code, ulong address) => code is not null
        ? code.Code.Any(i => i.Address == address)
        : machine.Images.Images.Any(i => i.HasCode(address));

    private static MemoryDump Of(Machine machine, ulong address, string name)
    {
        var first = (address & ~(MemoryRow.Length - 1UL)) - (RowsBefore * MemoryRow.Length);
        ImmutableArray<MemoryRow> rows = [.. Enumerable.Range(0, RowsInAll).Select(row => MemoryRow.Read(machine, first + ((ulong)row * MemoryRow.Length)))];
        return new MemoryDump(address, name, MemoryKindText.Of(machine, address), rows.Any(row => !row.Bytes.IsEmpty) ? rows : []);
    }
}
