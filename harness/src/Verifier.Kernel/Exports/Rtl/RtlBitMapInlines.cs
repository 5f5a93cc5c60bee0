namespace Verifier.Kernel;

/// <content>Macros and inline functions of the headers: bit maps.</content>
public abstract partial class Ntoskrnl
{
    /// <summary>The result of a search of a bit map that finds nothing.</summary>
    public const uint BitsNotFound = BitRuns.NotFound;

    /// <summary>Macro: true if the bit is set. Inline code, so a bad pointer faults as the driver's own.</summary>
    public bool RtlCheckBit(RtlBitMap bitMapHeader, uint bitPosition) => new BitRuns(Machine, bitMapHeader).Test(bitPosition);
}
