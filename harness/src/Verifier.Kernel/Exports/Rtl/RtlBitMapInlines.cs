namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: bit maps.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>What a search of a bit map returns when it finds nothing.</summary>
    public const uint BitsNotFound = BitRuns.NotFound;

    /// <summary>Macro: is the bit set? Inline code, so a bad pointer faults as the driver's own.</summary>
    public bool RtlCheckBit(RtlBitMap bitMapHeader, uint bitPosition) => new BitRuns(Machine, bitMapHeader).Test(bitPosition);
}
