namespace Verifier.Binaries.Faults;

/// <summary>
/// The control registers of a Windows 10 x64 system: paging, write protection and SSE are on. What a driver writes to them is lost.
/// </summary>
internal static class ControlRegisters
{
    public const ulong Cr0 = 0x8005_0033, Cr3 = 0x001A_D000, Cr4 = 0x0037_0678;
}
