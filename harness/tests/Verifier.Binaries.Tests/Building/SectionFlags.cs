namespace Verifier.Binaries.Tests.Building;

/// <summary>IMAGE_SCN_* flags, as linkers combine them.</summary>
internal static class SectionFlags
{
    public const uint Code = 0x6000_0020, ReadOnlyData = 0x4000_0040, Data = 0xC000_0040, Discardable = 0x0200_0000, Write = 0x8000_0000;

    /// <summary>INIT of drivers that Microsoft's linker made: writable and executable.</summary>
    public const uint WritableInit = Code | Discardable | Write;
}
