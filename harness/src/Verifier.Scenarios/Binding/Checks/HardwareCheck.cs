using System.Collections.Immutable;
using Verifier.Scenarios.Binding.Tables;
using Verifier.Scenarios.Diagnostics;
using Verifier.Scenarios.Model;

namespace Verifier.Scenarios.Binding.Checks;

/// <summary>Ranges and registers fit each other, and what the device changes is there.</summary>
internal sealed class HardwareCheck
{
    private readonly BindingContext _context;
    private readonly Dictionary<string, HardwareRegister> _registers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HardwareRange> _ranges = new(StringComparer.Ordinal);

    private HardwareCheck(BindingContext context) => _context = context;

    /// <summary>Checks a script.</summary>
    /// <param name="scenario">The script.</param>
    /// <param name="context">The context of the script, which takes diagnostics.</param>
    public static void Run(Scenario scenario, BindingContext context)
    {
        var check = new HardwareCheck(context);
        if (scenario.Hardware is { } hardware)
        {
            check.CheckRanges(hardware.Memory, isMemory: true);
            check.CheckRanges(hardware.Ports, isMemory: false);
            check.CheckTotal(hardware);
            ImmutableArray<HardwareChange>[] all =
            [
                .. hardware.Memory.Concat(hardware.Ports).SelectMany(r => r.Registers).Select(r => r.OnWrite), .. hardware.Interrupts.Select(i => i.Changes),
            ];
            check.CheckChanges(all.SelectMany(c => c));
        }

        check.CheckChanges(Interrupts(scenario.Workload).SelectMany(i => i.Changes));
    }

    private static IEnumerable<InterruptOperation> Interrupts(IEnumerable<Operation> operations) => operations.SelectMany(o => o switch
    {
        InterruptOperation interrupt => [interrupt],
        RepeatOperation repeat => Interrupts(repeat.Body),
        ParallelOperation parallel => parallel.Threads.Distinct().SelectMany(t => Interrupts(t)),
        _ => [],
    });

    private void CheckRanges(ImmutableArray<HardwareRange> ranges, bool isMemory)
    {
        foreach (HardwareRange range in ranges)
        {
            CheckPlace(range, ranges, isMemory);
            Name(range.Name, range.Source, () => _ranges.Add(range.Name!, range));
            if (range.Contents is { } contents && contents.Length > range.Length)
            {
                Layout(contents.Source, $"the contents end at byte {contents.Length} of a range of {range.Length}");
            }

            foreach (HardwareRegister register in range.Registers)
            {
                Name(register.Name, register.Source, () => _registers.Add(register.Name, register));
                CheckRegister(register, range, isMemory);
            }
        }
    }

    private void CheckPlace(HardwareRange range, ImmutableArray<HardwareRange> all, bool isMemory)
    {
        (ulong first, ulong last) = HardwareTable.Limits(isMemory);
        if (range.At is { } at && (at < first || at + (ulong)range.Length - 1 > last || at + (ulong)range.Length < at))
        {
            string why = isMemory ? "; below is memory" : "";
            _context.Report(DiagnosticCodes.OutOfRange, range.Source,
                FormattableString.Invariant($"the range from 0x{at:X} on is out of range: 0x{first:X} to 0x{last:X}{why}"));
        }

        HardwareRange? other = all.TakeWhile(r => r != range).FirstOrDefault(r => Overlap(r, range));
        if (other is not null)
        {
            Layout(range.Source, $"the range from 0x{range.At:X} on overlaps the one in line {other.Source.Line}");
        }
    }

    private static bool Overlap(HardwareRange one, HardwareRange other) =>
        one.At is { } a && other.At is { } b && a < b + (ulong)other.Length && b < a + (ulong)one.Length;

    private void CheckRegister(HardwareRegister register, HardwareRange range, bool isMemory)
    {
        if (register.Offset + register.Width > range.Length)
        {
            Layout(register.Source, $"'{register.Name}' ends at byte {register.Offset + register.Width} of a range of {range.Length}");
        }

        if (!isMemory && register.Width == sizeof(ulong))
        {
            Layout(register.Source, $"'{register.Name}' has 8 bytes, and a port has at most 4");
        }

        HardwareRegister? other = range.Registers.TakeWhile(r => r != register)
            .FirstOrDefault(r => r.Offset < register.Offset + register.Width && register.Offset < r.Offset + r.Width);
        if (other is not null)
        {
            Layout(register.Source, $"'{register.Name}' overlaps '{other.Name}'");
        }

        ulong bits = register.ClearOnRead | register.ClearOnWrite | register.SetOnWrite | (register.Value ?? 0);
        CheckValues(register, register.Reads.Append(bits), register.Source);
        if ((register.ClearOnWrite & register.SetOnWrite) != 0)
        {
            Layout(register.Source, $"bits 0x{register.ClearOnWrite & register.SetOnWrite:X} of '{register.Name}' are under clear-on-write and set-on-write");
        }

        if (register.IsReadOnly && (register.ClearOnWrite | register.SetOnWrite) != 0)
        {
            _context.Report(DiagnosticCodes.IdleWord, register.Source, $"'{register.Name}' is read-only: clear-on-write and set-on-write have no effect");
        }
    }

    private void CheckTotal(HardwareSettings hardware)
    {
        long total = hardware.Memory.Sum(r => (long)r.Length);
        if (total > HardwareTable.MostMemory)
        {
            _context.Report(DiagnosticCodes.OutOfRange, hardware.Source,
                "the memory ranges are longer together than the 8 MiB allowed");
        }
    }

    private void CheckChanges(IEnumerable<HardwareChange> changes)
    {
        foreach (HardwareChange change in changes)
        {
            HardwareRegister? register = _registers.GetValueOrDefault(change.Target);
            HardwareRange? range = _ranges.GetValueOrDefault(change.Target);
            if (register is null && range is null)
            {
                string[] known = [.. _registers.Keys, .. _ranges.Keys];
                string message = known.Length == 0
                    ? $"there is no '{change.Target}': give registers names under 'hardware'"
                    : $"'hardware' has no register or range '{change.Target}'";
                _context.Diagnostics.Add(DiagnosticCodes.UnknownRegister, change.Source, message, change.Target, known);
            }
            else if (change.Bytes is { } bytes)
            {
                CheckBytes(change, bytes, register?.Width ?? range!.Length);
            }
            else if (register is null || change.Offset != 0)
            {
                Layout(change.Source, $"a number is for a whole register; write \"hex:…\" to change bytes of '{change.Target}'");
            }
            else
            {
                CheckValues(register, change.Reads.Append(change.Value ?? 0), change.Source);
            }
        }
    }

    private void CheckBytes(HardwareChange change, DataLiteral bytes, int length)
    {
        if (bytes is RandomData)
        {
            _context.Report(DiagnosticCodes.BadData, bytes.Source, "a device changes bytes that the script says: write hex: or file: instead of random:");
        }

        if (change.Offset + bytes.Length > length)
        {
            Layout(change.Source, $"the change ends at byte {change.Offset + bytes.Length} of '{change.Target}', which has {length}");
        }
    }

    private void CheckValues(HardwareRegister register, IEnumerable<ulong> values, SourceSpan span)
    {
        ulong most = register.Width == sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * register.Width)) - 1;
        ulong largest = values.Max();
        if (largest > most)
        {
            _context.Report(DiagnosticCodes.OutOfRange, span,
                FormattableString.Invariant($"0x{largest:X} does not fit '{register.Name}', which has {register.Width} {(register.Width == 1 ? "byte" : "bytes")}"));
        }
    }

    private void Name(string? name, SourceSpan span, Action add)
    {
        if (name is null)
        {
            return;
        }

        SourceSpan? before = _registers.TryGetValue(name, out HardwareRegister? register) ? register.Source : _ranges.GetValueOrDefault(name)?.Source;
        if (before is { } there)
        {
            _context.Report(DiagnosticCodes.DuplicateKey, span, FormattableString.Invariant($"the name '{name}' stands in line {there.Line} already"));
            return;
        }

        add();
    }

    private void Layout(SourceSpan span, FormattableString message) =>
        _context.Report(DiagnosticCodes.BadLayout, span, FormattableString.Invariant(message));
}
