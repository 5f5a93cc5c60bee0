namespace Verifier.Kernel;

/// <summary>A POOL_EXTENDED_PARAMETER: 16 bytes in the driver's memory.</summary>
public readonly struct PoolExtendedParameter(Pointer address)
{
    /// <summary>sizeof(POOL_EXTENDED_PARAMETER).</summary>
    public const int Bytes = 16;

    private const int OptionalShift = 8;
    private const int ValueOffset = 8;

    /// <summary>Writes it: its kind, whether the allocator may ignore it, and its value.</summary>
    public void Set(POOL_EXTENDED_PARAMETER_TYPE type, bool optional, ulong value)
    {
        address.Write(0, (ulong)type | ((optional ? 1UL : 0) << OptionalShift));
        address.Write(ValueOffset, value);
    }
}
