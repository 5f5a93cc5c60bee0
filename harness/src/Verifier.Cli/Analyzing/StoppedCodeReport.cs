using Verifier.Cli.Text;
using Verifier.Engine.Observation;
using Verifier.Kernel;

namespace Verifier.Cli.Analyzing;

/// <summary>
/// The place where compiled code stopped, in the form of <c>r</c>, <c>u</c> and <c>k</c>, and the memory that the stop names in that of
/// <c>db</c>.
/// </summary>
internal sealed class StoppedCodeReport(TextWriter output)
{
    private const int RegistersInLine = 3;

    /// <summary>Writes the views.</summary>
    public void Write(KernelState kernel)
    {
        if (kernel.Code is { } code)
        {
            Registers(code);
            Code(code);
            Stack(code);
        }

        foreach (var dump in kernel.Memory)
        {
            Memory(dump);
        }
    }

    private void Registers(StoppedCode code)
    {
        Title(code.HasVolatileRegisters ? "r" : "r (those that a call of the kernel keeps)");
        foreach (var line in code.Registers.Where(r => r.Name != "efl").Chunk(RegistersInLine))
        {
            output.WriteLine("  " + string.Join(' ', line.Select(r => FormattableString.Invariant($"{r.Name,3}={r.Value:x16}"))));
        }

        foreach (var flags in code.Registers.Where(r => r.Name == "efl"))
        {
            output.WriteLine(FormattableString.Invariant($"  efl={flags.Value:x8}"));
        }
    }

    private void Code(StoppedCode code)
    {
        if (code.Code.IsEmpty)
        {
            return;
        }

        Title("u (the instruction where it stopped is marked)");
        var table = new TextTable("  ", "address", "image", "routine", "bytes", "instruction");
        foreach (var one in code.Code)
        {
            var bytes = Convert.ToHexStringLower(one.Bytes.AsSpan());
            var address = FormattableString.Invariant($"{one.Address:x16}");
            table.Add(one.IsCurrent ? "  >" : string.Empty, address, Printable.Line(one.ImagePlace), Printable.Line(one.RoutinePlace), bytes, Printable.Line(one.Text));
        }

        table.WriteTo(output);
    }

    private void Stack(StoppedCode code)
    {
        Title("k");
        output.WriteLine("   # Child-SP         Call Site");
        foreach (var part in FoldedStack.Parts(code.Frames, f => (f.Place, f.Line)))
        {
            if (part.IsCounted)
            {
                output.WriteLine($"     {part.CountText}");
                continue;
            }

            for (var number = part.First; number < part.First + part.Count; number++)
            {
                var frame = code.Frames[number];
                var source = frame.File is null ? string.Empty : FormattableString.Invariant($" [{Printable.Line(frame.File)} @ {frame.Line}]");
                output.WriteLine(FormattableString.Invariant($"  {number:x2} {frame.StackPointer:x16} {Printable.Line(frame.Place)}{source}"));
            }
        }
    }

    private void Memory(MemoryDump dump)
    {
        Title(FormattableString.Invariant($"db {dump.Address:x16} ({dump.Name})"));
        output.WriteLine($"  {Printable.Line(dump.Kind)}");
        foreach (var row in dump.Rows)
        {
            var mark = dump.Address - row.Address < MemoryRow.Length ? '>' : ' ';
            var bytes = row.Bytes.IsEmpty ? string.Join(' ', Enumerable.Repeat("??", MemoryRow.Length)) : string.Join(' ', row.Bytes.Select(Hex));
            output.WriteLine(FormattableString.Invariant($" {mark}{row.Address:x16}  {bytes}  {string.Concat(row.Bytes.Select(Letter))}").TrimEnd());
        }
    }

    private static string Hex(byte value) => value.ToString("x2", System.Globalization.CultureInfo.InvariantCulture);

    private static char Letter(byte value) => value is >= (byte)' ' and < 0x7F ? (char)value : '.';

    private void Title(string text)
    {
        output.WriteLine();
        output.WriteLine(text);
    }
}
