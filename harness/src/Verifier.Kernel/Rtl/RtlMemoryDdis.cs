using static Verifier.Kernel.DdiParameter;

namespace Verifier.Kernel;

/// <summary>Memory routines, for compiled drivers that import them; models call the same code as the header's inline functions.</summary>
internal static class RtlMemoryDdis
{
    private static readonly DdiDeclaration Copying = new() { Parameters = [Address("Destination"), Address("Source"), Value("Length")] };
    private static readonly DdiDeclaration Comparing = new() { Parameters = [Address("Source1"), Address("Source2"), Value("Length")] };
    private static readonly DdiDeclaration Filling = new() { Parameters = [Address("Destination"), Value("Length"), Value("Fill")] };

    public static readonly Ddi RtlCopyMemory = Ddi.DeclareVoid(
        "RtlCopyMemory", Copying, (machine, a) => MemoryRoutines.Copy(machine, a[0], a[1], a[2]));

    public static readonly Ddi RtlMoveMemory = Ddi.DeclareVoid(
        "RtlMoveMemory", Copying, (machine, a) => machine.Memory.Move(a[0], a[1], a[2]));

    public static readonly Ddi RtlFillMemory = Ddi.DeclareVoid(
        "RtlFillMemory", Filling, (machine, a) => machine.Memory.Fill(a[0], a[1], (byte)a[2]));

    public static readonly Ddi RtlZeroMemory = Ddi.DeclareVoid(
        "RtlZeroMemory",
        new() { Parameters = [Address("Destination"), Value("Length")] },
        (machine, a) => machine.Memory.Fill(a[0], a[1], 0));

    public static readonly Ddi RtlCompareMemory = Ddi.Declare(
        "RtlCompareMemory", Comparing, (machine, a) => MemoryRoutines.Compare(machine, a[0], a[1], a[2]));
}
