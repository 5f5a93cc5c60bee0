namespace Verifier.Kernel;

/// <summary>
/// The contents of pages that a page allocator hands out: zeros where the routine promises them, otherwise a pattern that no driver should
/// take for its own. From Windows 8.1 on Driver Verifier fills them with a random one
/// (harness/docs/facts/driver-verifier.md#low-resources-simulation-functions); here it follows from the page and the call, so that every
/// run sees the same (ARCHITECTURE.md D4).
/// </summary>
internal static class PageContents
{
    private const byte Uninitialised = 0xCB;

    public static void Zero(Machine machine, int firstPage, int count) => Bytes(machine, firstPage, count).Clear();

    /// <summary>Memory that is handed out as a whole: what its pages are filled with, if it is not the usual pattern.</summary>
    public static byte? Next(Machine machine, int firstPage, long count) =>
        machine.Uninitialised.Next(UninitialisedKind.Pages, machine.Pages.AddressOf(firstPage), (ulong)count << machine.Pages.Shift);

    public static void LeaveUninitialised(Machine machine, int firstPage, int count, byte? contents)
    {
        if (contents is { } other)
        {
            Bytes(machine, firstPage, count).Fill(other);
            return;
        }

        var isRandom = machine.VerifierOptions != DriverVerifierOptions.None && machine.Profile.Version >= WindowsVersion.Windows81;
        if (!isRandom)
        {
            Bytes(machine, firstPage, count).Fill(Uninitialised);
            return;
        }

        const ulong multiplier = 0x9E3779B97F4A7C15;
        var state = (((ulong)firstPage << 32) + (ulong)machine.Call.Number + 1) * multiplier;
        foreach (ref var word in System.Runtime.InteropServices.MemoryMarshal.Cast<byte, ulong>(Bytes(machine, firstPage, count)))
        {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            word = state;
        }
    }

    private static unsafe Span<byte> Bytes(Machine machine, int firstPage, int count) =>
        new(machine.Memory.Own(machine.Pages.AddressOf(firstPage)), count << machine.Pages.Shift);
}
